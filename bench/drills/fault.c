/*
 * A shim for LD_PRELOAD that brings about one fault at a named call on a file below a root folder, and knows what a power cut would
 * leave. It stands between a program and the C library, so the program needs no hook.
 *
 *   SUMARIO_FAULT_ROOT    the folder it watches
 *   SUMARIO_FAULT_POINT   "<call> <pattern> <ordinal> <kind>": the fault happens at the nth such call on a path that matches. Call and
 *                         pattern are fnmatch patterns; the path is relative to the root, of a rename or link the new one. Without
 *                         it calls are only listed
 *   SUMARIO_FAULT_LOG     every call, one line each; a line beginning with FAULT when it happened
 *   SUMARIO_FAULT_SHADOW  a folder outside the root that keeps what was synced (for power cuts)
 *
 * Calls:  create (a new file), open, read, write, sync, rename, link, unlink (also of folders), truncate, mkdir, chmod.
 * Kinds:  kill        SIGKILL before the call
 *         kill-after  SIGKILL after it
 *         torn        half of a write, then SIGKILL
 *         term        SIGTERM, and the call goes on
 *         full        no space from here on: a write is cut short once, then ENOSPC for all that needs space
 *         io          EIO once
 *         io-on       EIO from here on for every change
 *         power       a power cut before the call. Writes to the shadow folder what the disk would then hold: `power` (names and
 *                     contents that were synced, nothing else) and `power-names` (every name, contents as last synced).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "fault_synced.h"

enum kind { NONE, KILL, KILL_AFTER, TORN, TERM, FULL, IO, IO_ON, POWER };
static const char *const kind_names[] = {"none", "kill", "kill-after", "torn", "term", "full", "io", "io-on", "power"};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static __thread bool inside;

static size_t root_length;
static int log_file = -1;
static char point_call[32];
static char point_pattern[512];
static long point_ordinal;
static enum kind point_kind = NONE;
static long matches;
static enum kind lasting = NONE; /* FULL or IO_ON once it has begun */

/* ---- which call, which path ---- */

static void read_settings(void) {
    const char *value = getenv("SUMARIO_FAULT_ROOT");
    if (value == NULL || realpath(value, root) == NULL) {
        root[0] = 0;
        return;
    }
    root_length = strlen(root);
    if ((value = getenv("SUMARIO_FAULT_SHADOW")) != NULL) {
        snprintf(shadow, sizeof shadow, "%s", value);
    }
    if ((value = getenv("SUMARIO_FAULT_LOG")) != NULL) {
        int opened = syscall(SYS_openat, AT_FDCWD, value, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
        log_file = fcntl(opened, F_DUPFD_CLOEXEC, 800);
        syscall(SYS_close, opened);
    }
    char kind[32] = "";
    if ((value = getenv("SUMARIO_FAULT_POINT")) != NULL) {
        if (sscanf(value, "%31s %511s %ld %31s", point_call, point_pattern, &point_ordinal, kind) != 4) {
            errno = EINVAL;
            give_up("SUMARIO_FAULT_POINT is not <call> <pattern> <ordinal> <kind>");
        }
        for (enum kind each = KILL; each <= POWER; each++) {
            point_kind = strcmp(kind, kind_names[each]) == 0 ? each : point_kind;
        }
        if (point_kind == NONE || (point_kind == POWER && shadow[0] == 0)) {
            errno = EINVAL;
            give_up("no such kind of fault, or a power cut without SUMARIO_FAULT_SHADOW");
        }
    }
}

/* The path below the root, or NULL. Takes out "." and ".." by their text: nobody links about below the root. */
static const char *below_root(int folder, const char *path, char *buffer) {
    char whole[PATH_MAX * 2];
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char base[PATH_MAX], link[64];
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, base, sizeof base - 1);
        if (length < 0) {
            return NULL;
        }
        base[length] = 0;
        snprintf(whole, sizeof whole, "%s/%s", base, path);
    }
    size_t length = 0;
    for (char *rest = whole, *part; (part = strtok_r(rest, "/", &rest)) != NULL;) {
        if (strcmp(part, "..") == 0) {
            while (length > 0 && buffer[--length] != '/') {
            }
        } else if (strcmp(part, ".") != 0) {
            length += snprintf(buffer + length, PATH_MAX - length, "/%s", part);
            if (length >= PATH_MAX) {
                return NULL;
            }
        }
    }
    buffer[length] = 0;
    if (strncmp(buffer, root, root_length) != 0 || (buffer[root_length] != '/' && buffer[root_length] != 0)) {
        return NULL;
    }
    return buffer[root_length] == '/' ? buffer + root_length + 1 : buffer + root_length;
}

static const char *file_below_root(int file, char *buffer) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, buffer, PATH_MAX - 1);
    if (length <= (ssize_t) root_length || buffer[0] != '/') {
        if (length != (ssize_t) root_length) {
            return NULL;
        }
    }
    buffer[length] = 0;
    if (strncmp(buffer, root, root_length) != 0 || (buffer[root_length] != '/' && buffer[root_length] != 0)) {
        return NULL;
    }
    return buffer[root_length] == '/' ? buffer + root_length + 1 : buffer + root_length;
}

static void note(const char *format, ...) {
    if (log_file < 0) {
        return;
    }
    char line[PATH_MAX * 2];
    va_list values;
    va_start(values, format);
    int length = vsnprintf(line, sizeof line, format, values);
    va_end(values);
    syscall(SYS_write, log_file, line, length < (int) sizeof line ? length : (int) sizeof line);
}

static void die(void) {
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

struct act {
    int error;      /* fail with it, unless 0 */
    bool shortened; /* do half of a write */
    bool die_after;
};

static bool needs_space(const char *call) {
    return strcmp(call, "create") == 0 || strcmp(call, "write") == 0 || strcmp(call, "mkdir") == 0 || strcmp(call, "link") == 0;
}

static bool changes(const char *call) {
    return strcmp(call, "read") != 0 && strcmp(call, "open") != 0;
}

/* Called before each call below the root. The lock stays taken when the process is to die, so nothing happens after. */
static struct act before(const char *call, const char *relative, long size) {
    struct act act = {0, false, false};
    int number = errno;
    inside = true;
    pthread_mutex_lock(&mutex);
    if (shadow[0] != 0 && !snapshot_taken && changes(call)) {
        snapshot_taken = true;
        take_snapshot(root);
    }
    if (strcmp(call, "read") != 0 || point_kind == NONE || fnmatch(point_call, "read", FNM_EXTMATCH) == 0) {
        note("%s\t%s\t%ld\n", call, relative, size);
    }
    bool now = point_kind != NONE && fnmatch(point_call, call, FNM_EXTMATCH) == 0 && fnmatch(point_pattern, relative, 0) == 0
            && ++matches == point_ordinal;
    if (now) {
        note("FAULT\t%s\t%s\t%s\n", kind_names[point_kind], call, relative);
        switch (point_kind) {
            case KILL:
                die();
                break;
            case POWER:
                write_what_survives();
                die();
                break;
            case KILL_AFTER:
                act.die_after = true;
                break;
            case TORN:
                act.die_after = true;
                act.shortened = true;
                break;
            case TERM:
                syscall(SYS_kill, getpid(), SIGTERM);
                break;
            case FULL:
                lasting = FULL;
                act.shortened = strcmp(call, "write") == 0 && size > 1;
                break;
            case IO:
                act.error = EIO;
                break;
            case IO_ON:
                lasting = IO_ON;
                break;
            default:
                break;
        }
    }
    if (lasting == FULL && needs_space(call) && !act.shortened) {
        act.error = ENOSPC;
    } else if (lasting == IO_ON && (changes(call) || now)) {
        act.error = EIO;
    }
    if (!act.die_after) {
        pthread_mutex_unlock(&mutex);
    }
    inside = false;
    errno = number;
    return act;
}

static void after(struct act act) {
    if (act.die_after) {
        die();
    }
}

/* True where a call is none of ours: before the settings are read, from within the shim, without a root. */
static bool passes(void) {
    if (inside) {
        return true;
    }
    inside = true;
    pthread_once(&once, read_settings);
    inside = false;
    return root[0] == 0;
}

#define WATCH(call, relative, size) \
    struct act act = before(call, relative, size); \
    if (act.error != 0) { \
        errno = act.error; \
        return -1; \
    }

/* ---- open ---- */

static int open_watched(int folder, const char *path, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *relative = passes() ? NULL : below_root(folder, path, buffer);
    if (relative == NULL) {
        return syscall(SYS_openat, folder, path, flags, mode);
    }
    bool is_new = (flags & O_CREAT) != 0 && syscall(SYS_faccessat, folder, path, F_OK) != 0;
    errno = 0;
    WATCH(is_new ? "create" : "open", relative, 0)
    if (!is_new && (flags & O_TRUNC) != 0) {
        struct act truncation = before("truncate", relative, 0);
        if (truncation.error != 0) {
            errno = truncation.error;
            return -1;
        }
    }
    int file = syscall(SYS_openat, folder, path, flags, mode);
    after(act);
    return file;
}

#define MODE \
    mode_t mode = 0; \
    if ((flags & (O_CREAT | O_TMPFILE)) != 0) { \
        va_list values; \
        va_start(values, flags); \
        mode = va_arg(values, mode_t); \
        va_end(values); \
    }

int open(const char *path, int flags, ...) {
    MODE return open_watched(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE return open_watched(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char *path, int flags, ...) {
    MODE return open_watched(folder, path, flags, mode);
}
int openat64(int folder, const char *path, int flags, ...) {
    MODE return open_watched(folder, path, flags, mode);
}
int creat(const char *path, mode_t mode) {
    return open_watched(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
int creat64(const char *path, mode_t mode) {
    return open_watched(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}

/* ---- read and write ---- */

#define ON_FILE(call, size) \
    char buffer[PATH_MAX]; \
    const char *relative = passes() ? NULL : file_below_root(file, buffer); \
    struct act act = {0, false, false}; \
    if (relative != NULL) { \
        act = before(call, relative, size); \
        if (act.error != 0) { \
            errno = act.error; \
            return -1; \
        } \
    }

ssize_t read(int file, void *bytes, size_t size) {
    ON_FILE("read", size)
    ssize_t done = syscall(SYS_read, file, bytes, size);
    after(act);
    return done;
}
static ssize_t read_at(int file, void *bytes, size_t size, off_t offset) {
    ON_FILE("read", size)
    ssize_t done = syscall(SYS_pread64, file, bytes, size, offset);
    after(act);
    return done;
}
ssize_t pread(int file, void *bytes, size_t size, off_t offset) {
    return read_at(file, bytes, size, offset);
}
ssize_t pread64(int file, void *bytes, size_t size, off_t offset) {
    return read_at(file, bytes, size, offset);
}
ssize_t write(int file, const void *bytes, size_t size) {
    ON_FILE("write", size)
    ssize_t done = syscall(SYS_write, file, bytes, act.shortened ? (size + 1) / 2 : size);
    after(act);
    return done;
}
static ssize_t write_at(int file, const void *bytes, size_t size, off_t offset) {
    ON_FILE("write", size)
    ssize_t done = syscall(SYS_pwrite64, file, bytes, act.shortened ? (size + 1) / 2 : size, offset);
    after(act);
    return done;
}
ssize_t pwrite(int file, const void *bytes, size_t size, off_t offset) {
    return write_at(file, bytes, size, offset);
}
ssize_t pwrite64(int file, const void *bytes, size_t size, off_t offset) {
    return write_at(file, bytes, size, offset);
}

static long total(const struct iovec *parts, int count) {
    long size = 0;
    for (int i = 0; i < count; i++) {
        size += parts[i].iov_len;
    }
    return size;
}
/* A shortened gathering write does its first part alone. */
ssize_t writev(int file, const struct iovec *parts, int count) {
    ON_FILE("write", total(parts, count))
    ssize_t done = syscall(SYS_writev, file, parts, act.shortened ? 1 : count);
    after(act);
    return done;
}
static ssize_t writev_at(int file, const struct iovec *parts, int count, off_t offset) {
    ON_FILE("write", total(parts, count))
    ssize_t done = syscall(SYS_pwritev, file, parts, act.shortened ? 1 : count, (long) offset, 0L);
    after(act);
    return done;
}
ssize_t pwritev(int file, const struct iovec *parts, int count, off_t offset) {
    return writev_at(file, parts, count, offset);
}
ssize_t pwritev64(int file, const struct iovec *parts, int count, off_t offset) {
    return writev_at(file, parts, count, offset);
}
static ssize_t send_watched(int file, int from, off_t *offset, size_t size) {
    ON_FILE("write", size)
    ssize_t done = syscall(SYS_sendfile, file, from, offset, act.shortened ? (size + 1) / 2 : size);
    after(act);
    return done;
}
ssize_t sendfile(int file, int from, off_t *offset, size_t size) {
    return send_watched(file, from, offset, size);
}
ssize_t sendfile64(int file, int from, off_t *offset, size_t size) {
    return send_watched(file, from, offset, size);
}
ssize_t copy_file_range(int from, off_t *from_offset, int file, off_t *offset, size_t size, unsigned flags) {
    ON_FILE("write", size)
    ssize_t done = syscall(SYS_copy_file_range, from, from_offset, file, offset, act.shortened ? (size + 1) / 2 : size, flags);
    after(act);
    return done;
}
static int cut(int file, off_t size) {
    ON_FILE("truncate", size)
    int done = syscall(SYS_ftruncate, file, size);
    after(act);
    return done;
}
int ftruncate(int file, off_t size) {
    return cut(file, size);
}
int ftruncate64(int file, off_t size) {
    return cut(file, size);
}

/* ---- sync ---- */

static int sync_watched(int file, long number) {
    ON_FILE("sync", 0)
    int done = syscall(number, file);
    if (done == 0 && relative != NULL && shadow[0] != 0) {
        char path[PATH_MAX * 2];
        struct key key;
        unsigned mode;
        inside = true;
        if (!act.die_after) {
            pthread_mutex_lock(&mutex);
        }
        snprintf(path, sizeof path, "/proc/self/fd/%d", file);
        if (look(file, "", &key, &mode)) {
            if (S_ISDIR(mode)) {
                keep_names(path, key, mode);
            } else {
                keep_content(path, key, mode);
            }
        }
        if (!act.die_after) {
            pthread_mutex_unlock(&mutex);
        }
        inside = false;
    }
    after(act);
    return done;
}
int fsync(int file) {
    return sync_watched(file, SYS_fsync);
}
int fdatasync(int file) {
    return sync_watched(file, SYS_fdatasync);
}

/* ---- names ---- */

static bool parent_of(int folder, const char *path, struct key *key, char *name) {
    char copy[PATH_MAX];
    unsigned mode;
    snprintf(copy, sizeof copy, "%s", path);
    char *slash = strrchr(copy, '/');
    snprintf(name, NAME_MAX + 1, "%s", slash == NULL ? copy : slash + 1);
    if (slash != NULL) {
        *slash = 0;
    }
    return look(folder, slash == NULL ? "." : copy[0] == 0 ? "/" : copy, key, &mode);
}

static int rename_watched(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char buffer[PATH_MAX];
    const char *relative = passes() ? NULL : below_root(to_folder, to, buffer);
    if (relative == NULL) {
        return syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    }
    WATCH("rename", relative, 0)
    struct move move = {.done = false};
    char from_name[NAME_MAX + 1], to_name[NAME_MAX + 1];
    if (!act.die_after) {
        pthread_mutex_lock(&mutex);
    }
    bool known = shadow[0] != 0 && look(from_folder, from, &move.what, &move.mode)
            && parent_of(from_folder, from, &move.from, from_name) && parent_of(to_folder, to, &move.to, to_name);
    int done = syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
    int number = errno;
    if (done == 0 && known && !same(move.from, move.to)) {
        move.from_name = strdup(from_name);
        move.to_name = strdup(to_name);
        moves = realloc(moves, (move_count + 1) * sizeof *moves);
        moves[move_count++] = move;
    }
    if (!act.die_after) {
        pthread_mutex_unlock(&mutex);
    }
    after(act);
    errno = number;
    return done;
}
int rename(const char *from, const char *to) {
    return rename_watched(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat(int from_folder, const char *from, int to_folder, const char *to) {
    return rename_watched(from_folder, from, to_folder, to, 0);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    return rename_watched(from_folder, from, to_folder, to, flags);
}

#define ON_PATH(call, folder, path, does) \
    char buffer[PATH_MAX]; \
    const char *relative = passes() ? NULL : below_root(folder, path, buffer); \
    if (relative == NULL) { \
        return does; \
    } \
    WATCH(call, relative, 0) \
    int done = does; \
    int number = errno; \
    after(act); \
    errno = number; \
    return done;

int linkat(int from_folder, const char *from, int folder, const char *to, int flags) {
    ON_PATH("link", folder, to, syscall(SYS_linkat, from_folder, from, folder, to, flags))
}
int link(const char *from, const char *to) {
    ON_PATH("link", AT_FDCWD, to, syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0))
}
int symlink(const char *text, const char *path) {
    ON_PATH("link", AT_FDCWD, path, syscall(SYS_symlinkat, text, AT_FDCWD, path))
}
int unlink(const char *path) {
    ON_PATH("unlink", AT_FDCWD, path, syscall(SYS_unlinkat, AT_FDCWD, path, 0))
}
int unlinkat(int folder, const char *path, int flags) {
    ON_PATH("unlink", folder, path, syscall(SYS_unlinkat, folder, path, flags))
}
int rmdir(const char *path) {
    ON_PATH("unlink", AT_FDCWD, path, syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR))
}
int remove(const char *path) {
    struct stat found;
    int flags = fstatat(AT_FDCWD, path, &found, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(found.st_mode) ? AT_REMOVEDIR : 0;
    ON_PATH("unlink", AT_FDCWD, path, syscall(SYS_unlinkat, AT_FDCWD, path, flags))
}
int mkdir(const char *path, mode_t mode) {
    ON_PATH("mkdir", AT_FDCWD, path, syscall(SYS_mkdirat, AT_FDCWD, path, mode))
}
int mkdirat(int folder, const char *path, mode_t mode) {
    ON_PATH("mkdir", folder, path, syscall(SYS_mkdirat, folder, path, mode))
}
int chmod(const char *path, mode_t mode) {
    ON_PATH("chmod", AT_FDCWD, path, syscall(SYS_fchmodat, AT_FDCWD, path, mode))
}
int fchmod(int file, mode_t mode) {
    ON_FILE("chmod", 0)
    int done = syscall(SYS_fchmod, file, mode);
    after(act);
    return done;
}
