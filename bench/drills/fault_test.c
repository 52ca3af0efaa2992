/*
 * What the fault shim is tested with (`faults --self-test`): writes, syncs and renames below a folder, then unlinks `end`, where the
 * test lets the power fail. Says what its calls answered.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void answer(const char *what, long result) {
    printf("%s %ld %s\n", what, result, result < 0 ? strerror(errno) : "");
    fflush(stdout);
}

static void put(const char *path, const char *text, int sync) {
    int file = open(path, O_WRONLY | O_CREAT | O_APPEND, 0640);
    if (file >= 0) {
        errno = 0;
        answer(path, write(file, text, strlen(text)));
        if (sync) {
            answer("sync", fsync(file));
        }
        close(file);
    } else {
        answer(path, -1);
    }
}

static void sync_folder(const char *path) {
    int folder = open(path, O_RDONLY | O_DIRECTORY);
    answer("sync folder", fsync(folder));
    close(folder);
}

int main(int count, char **arguments) {
    if (count != 2 || chdir(arguments[1]) != 0) {
        return 2;
    }
    put("changed", "more", 0);         /* was there before */
    put("synced", "one", 1);
    put("half.new", "half", 1);
    rename("half.new", "renamed");
    put("loose.new", "loose", 0);      /* renamed without a sync */
    rename("loose.new", "loose");
    mkdir("folder", 0750);
    put("moved", "moved", 1);
    put("kept", "kept", 1);
    link("kept", "also-kept");
    put("gone", "gone", 1);
    unlink("gone");
    put("reused", "reused", 0);        /* may get the inode of the one that has gone */
    chmod("kept", 0444);
    sync_folder(".");
    put("synced", "two", 0);
    rename("moved", "folder/moved");   /* atomic: with its new folder synced it has left the old one */
    sync_folder("folder");
    put("late", "late", 1);            /* its folder is not synced any more */
    mkdir("late-folder", 0755);
    put("late-folder/file", "inner", 1);
    sync_folder("late-folder");
    unlink("renamed");                 /* not synced: comes back */
    unlink("end");
    return 0;
}
