/*
 * What a power cut would leave: which contents and names have been synced. Part of fault.c.
 *
 * What existed before the first change counts as synced. Syncing a file keeps its content and mode, syncing a folder its names. A rename
 * is atomic: it survives in both folders or in neither. A file whose name survives and whose content was never synced is empty. Inodes
 * are told apart by number and time of birth, because numbers are used again.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char root[PATH_MAX];
static char shadow[PATH_MAX]; /* empty where no power cut is asked for */

struct key {
    unsigned long long inode, born;
};
struct entry {
    char *name;
    struct key key;
    unsigned mode;
};
struct node {
    struct key key;
    unsigned mode;
    bool synced;
    struct entry *entries;
    size_t count;
};
struct move {
    struct key from, to, what;
    char *from_name, *to_name;
    unsigned mode;
    bool done;
};
static struct node *nodes;
static size_t node_count;
static struct move *moves;
static size_t move_count;
static bool snapshot_taken;

static bool same(struct key a, struct key b) {
    return a.inode == b.inode && a.born == b.born;
}

static void give_up(const char *why) {
    dprintf(2, "fault shim: %s: %s\n", why, strerror(errno));
    _exit(99);
}

static bool look(int folder, const char *path, struct key *key, unsigned *mode) {
    struct statx found;
    int flags = AT_SYMLINK_NOFOLLOW | (path[0] == 0 ? AT_EMPTY_PATH : 0);
    if (statx(folder, path, flags, STATX_BASIC_STATS | STATX_BTIME, &found) != 0) {
        return false;
    }
    key->inode = found.stx_ino;
    key->born = found.stx_mask & STATX_BTIME ? found.stx_btime.tv_sec * 1000000000ULL + found.stx_btime.tv_nsec : 0;
    *mode = found.stx_mode;
    return true;
}

static struct node *find(struct key key) {
    for (size_t i = 0; i < node_count; i++) {
        if (same(nodes[i].key, key)) {
            return &nodes[i];
        }
    }
    return NULL;
}

static struct node *node(struct key key) {
    struct node *known = find(key);
    if (known != NULL) {
        return known;
    }
    nodes = realloc(nodes, (node_count + 1) * sizeof *nodes);
    nodes[node_count] = (struct node){.key = key};
    return &nodes[node_count++];
}

static void put(struct node *folder, const char *name, struct key key, unsigned mode) {
    for (size_t i = 0; i < folder->count; i++) {
        if (strcmp(folder->entries[i].name, name) == 0) {
            folder->entries[i].key = key;
            folder->entries[i].mode = mode;
            return;
        }
    }
    folder->entries = realloc(folder->entries, (folder->count + 1) * sizeof *folder->entries);
    folder->entries[folder->count++] = (struct entry){strdup(name), key, mode};
}

static void take_out(struct node *folder, const char *name, struct key key) {
    for (size_t i = 0; i < folder->count; i++) {
        if (strcmp(folder->entries[i].name, name) == 0 && same(folder->entries[i].key, key)) {
            folder->entries[i] = folder->entries[--folder->count];
            return;
        }
    }
}

static void content_path(struct key key, char *path) {
    snprintf(path, PATH_MAX, "%s/%llu-%llu", shadow, key.inode, key.born);
}

static void keep_content(const char *path, struct key key, unsigned mode) {
    char copy[PATH_MAX];
    content_path(key, copy);
    int from = syscall(SYS_openat, AT_FDCWD, path, O_RDONLY);
    int to = syscall(SYS_openat, AT_FDCWD, copy, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (from < 0 || to < 0) {
        give_up("cannot keep a copy");
    }
    static char buffer[1 << 16];
    for (;;) {
        ssize_t count = syscall(SYS_read, from, buffer, sizeof buffer);
        if (count <= 0) {
            break;
        }
        if (syscall(SYS_write, to, buffer, count) != count) {
            give_up("cannot write a copy");
        }
    }
    syscall(SYS_close, from);
    syscall(SYS_close, to);
    struct node *file = node(key);
    file->mode = mode;
    file->synced = true;
}

/* The names of a folder as they are now. */
static void keep_names(const char *path, struct key key, unsigned mode) {
    struct node *folder = node(key);
    folder->mode = mode;
    folder->synced = true;
    folder->count = 0;
    DIR *open = opendir(path);
    if (open == NULL) {
        give_up("cannot list a folder");
    }
    for (struct dirent *each; (each = readdir(open)) != NULL;) {
        struct key child;
        unsigned child_mode;
        if (strcmp(each->d_name, ".") != 0 && strcmp(each->d_name, "..") != 0
            && look(dirfd(open), each->d_name, &child, &child_mode)) {
            put(find(key), each->d_name, child, child_mode);
        }
    }
    closedir(open);
    for (size_t i = 0; i < move_count; i++) {
        struct move *move = &moves[i];
        if (!move->done && same(move->to, key)) {
            take_out(node(move->from), move->from_name, move->what);
            move->done = true;
        } else if (!move->done && same(move->from, key)) {
            put(node(move->to), move->to_name, move->what, move->mode);
            move->done = true;
        }
    }
}

static void take_snapshot(const char *path) {
    struct key key;
    unsigned mode;
    if (!look(AT_FDCWD, path, &key, &mode)) {
        return;
    }
    if (!S_ISDIR(mode)) {
        if (find(key) == NULL) {
            keep_content(path, key, mode);
        }
        return;
    }
    keep_names(path, key, mode);
    size_t count = find(key)->count;
    for (size_t i = 0; i < count; i++) {
        char child[PATH_MAX];
        if (snprintf(child, sizeof child, "%s/%s", path, find(key)->entries[i].name) < (int) sizeof child) {
            take_snapshot(child);
        }
    }
}

static void tell(int list, char type, unsigned mode, struct key key, bool synced, const char *relative) {
    dprintf(list, "%c\t%03o\t%llu-%llu\t%d\t%s\n", type, mode & 0777, key.inode, key.born, synced, relative);
}

static void tell_synced(int list, const char *relative, struct key key) {
    struct node *folder = find(key);
    for (size_t i = 0; folder != NULL && i < folder->count; i++) {
        struct entry *entry = &folder->entries[i];
        char child[PATH_MAX];
        snprintf(child, sizeof child, "%s%s%s", relative, relative[0] ? "/" : "", entry->name);
        struct node *known = find(entry->key);
        bool synced = known != NULL && known->synced;
        unsigned mode = synced ? known->mode : entry->mode;
        tell(list, S_ISDIR(entry->mode) ? 'd' : 'f', mode, entry->key, synced, child);
        if (S_ISDIR(entry->mode)) {
            tell_synced(list, child, entry->key);
        }
    }
}

static void tell_names(int list, const char *path, const char *relative) {
    DIR *open = opendir(path);
    for (struct dirent *each; open != NULL && (each = readdir(open)) != NULL;) {
        struct key key;
        unsigned mode;
        if (strcmp(each->d_name, ".") == 0 || strcmp(each->d_name, "..") == 0
            || !look(dirfd(open), each->d_name, &key, &mode)) {
            continue;
        }
        char child[PATH_MAX], below[PATH_MAX];
        snprintf(child, sizeof child, "%s%s%s", relative, relative[0] ? "/" : "", each->d_name);
        struct node *known = find(key);
        tell(list, S_ISDIR(mode) ? 'd' : 'f', mode, key, known != NULL && known->synced, child);
        if (S_ISDIR(mode) && snprintf(below, sizeof below, "%s/%s", path, each->d_name) < (int) sizeof below) {
            tell_names(list, below, child);
        }
    }
    if (open != NULL) {
        closedir(open);
    }
}

static void write_what_survives(void) {
    struct key key;
    unsigned mode;
    char path[PATH_MAX + 32];
    if (!look(AT_FDCWD, root, &key, &mode)) {
        give_up("the root folder has gone");
    }
    snprintf(path, sizeof path, "%s/power", shadow);
    int list = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    tell_synced(list, "", key);
    syscall(SYS_close, list);
    snprintf(path, sizeof path, "%s/power-names", shadow);
    list = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    tell_names(list, root, "");
    syscall(SYS_close, list);
}
