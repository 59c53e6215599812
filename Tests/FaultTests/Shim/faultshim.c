// Loaded before the C library (LD_PRELOAD), it counts the system calls by which a program changes the files below one folder, writes
// each of them down with its bytes, and at the n-th of them kills the program or lets the call fail.
//
//   FAULT_ROOT     the folder whose changes count
//   FAULT_LOG      where they are written down (optional)
//   FAULT_ONLY     which kinds of them count at all, and a pattern of their paths: "r:*" is renames, "ws:*-wal" writes and syncs of a log
//   FAULT_AT       at which of those something happens, from 1
//   FAULT_DO       before: die before it; during: die after half of a write, after all of anything else; full: from it on the disk is
//                  full; fail: it alone fails with EIO; refuse: it and those after it that count fail as on a full disk, all others do not;
//                  halt: it stops before it, until somebody sends SIGCONT
//   FAULT_READ_OF  the end of the path of a file that cannot be read, and
//   FAULT_READ_AT  from which of its reads on (from 1) each fails with EIO
//
// The log is a sequence of operations, each: kind (1 byte), lengths of path, second path and data (4 bytes each), offset (8 bytes),
// path, second path, data; numbers little-endian. Kinds: c create, w write, t truncate, s sync, r rename, u unlink, m mkdir, l lock.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MOST_DESCRIPTORS = 4096 };
enum action { PROCEED, BEFORE, DURING, FULL, FAIL, REFUSE, HALT };

static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;
static char *paths[MOST_DESCRIPTORS];
static const char *root, *unreadable, *only;
static long at, read_at, arrived, reads;
static enum action what;
static int log_descriptor = -1;
static int disk_is_full;

__attribute__((constructor)) static void begin(void) {
  const char *word;
  root = getenv("FAULT_ROOT");
  unreadable = getenv("FAULT_READ_OF");
  only = getenv("FAULT_ONLY");
  if ((word = getenv("FAULT_READ_AT"))) read_at = atol(word);
  if ((word = getenv("FAULT_AT"))) at = atol(word);
  if ((word = getenv("FAULT_DO"))) {
    what = !strcmp(word, "before") ? BEFORE : !strcmp(word, "during") ? DURING : !strcmp(word, "full") ? FULL
           : !strcmp(word, "refuse") ? REFUSE : !strcmp(word, "halt") ? HALT : FAIL;
  }
  if ((word = getenv("FAULT_LOG"))) {
    log_descriptor = syscall(SYS_openat, AT_FDCWD, word, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  }
}

static int counts(const char *path) {
  size_t length = root ? strlen(root) : 0;
  return root && path && !strncmp(path, root, length) && (path[length] == '/' || path[length] == 0);
}

static int cannot_be_read(const char *path) {
  size_t length = strlen(path), end = unreadable ? strlen(unreadable) : 0;
  return unreadable && length >= end && !strcmp(path + length - end, unreadable);
}

static const char *path_of(int descriptor) {
  return descriptor >= 0 && descriptor < MOST_DESCRIPTORS ? paths[descriptor] : NULL;
}

static void opened(int descriptor, const char *path) {
  if (descriptor < 0 || descriptor >= MOST_DESCRIPTORS) return;
  free(paths[descriptor]);
  paths[descriptor] = counts(path) || cannot_be_read(path) ? strdup(path) : NULL;
}

static void die(void) {
  syscall(SYS_kill, getpid(), SIGKILL);
  for (;;) pause();
}

// What is to become of the operation that begins now; `order` is held until it ends.
static enum action arrive(char kind, const char *path) {
  const char *part = only ? strchr(only, ':') : NULL;
  if (part && (!memchr(only, kind, part - only) || fnmatch(part + 1, path, 0) != 0)) return PROCEED;
  if (++arrived != at && !(what == REFUSE && arrived > at)) return PROCEED;
  if (what == BEFORE) die();
  if (what == HALT) {
    syscall(SYS_kill, getpid(), SIGSTOP);
    return PROCEED;
  }
  if (what == FULL) disk_is_full = 1;
  return what;
}

static void put(const void *bytes, size_t count) {
  while (count > 0) {
    ssize_t done = syscall(SYS_write, log_descriptor, bytes, count);
    if (done <= 0) return;
    bytes = (const char *)bytes + done;
    count -= done;
  }
}

static void note(char kind, const char *path, const char *other, int64_t offset, const void *data, uint32_t size) {
  if (log_descriptor < 0) return;
  uint32_t lengths[3] = {strlen(path), other ? strlen(other) : 0, data ? size : 0};
  put(&kind, 1);
  put(lengths, sizeof lengths);
  put(&offset, sizeof offset);
  put(path, lengths[0]);
  if (other) put(other, lengths[1]);
  if (data) put(data, size);
}

// An operation that is done as a whole or not at all.
#define WHOLE(kind, path, other, offset, needs_room, call)          \
  pthread_mutex_lock(&order);                                       \
  enum action action = arrive(kind, path);                          \
  long result;                                                      \
  int code;                                                         \
  if (action == FAIL || action == REFUSE || (needs_room && disk_is_full)) { \
    result = -1;                                                    \
    code = action == FAIL ? EIO : ENOSPC;                           \
  } else {                                                          \
    result = (call);                                                \
    code = errno;                                                   \
    if (result >= 0) note(kind, path, other, offset, NULL, 0);      \
    if (action == DURING) die();                                      \
  }                                                                 \
  pthread_mutex_unlock(&order);                                     \
  errno = code;

static ssize_t written(int descriptor, const void *data, size_t size, int64_t offset, int moves) {
  const char *path = path_of(descriptor);
  if (!counts(path)) {
    return moves ? syscall(SYS_write, descriptor, data, size) : syscall(SYS_pwrite64, descriptor, data, size, offset);
  }
  pthread_mutex_lock(&order);
  int was_full = disk_is_full;
  enum action action = arrive('w', path);
  ssize_t result = -1;
  int code = action == FAIL ? EIO : ENOSPC;
  if (moves) offset = lseek(descriptor, 0, SEEK_CUR);
  if (action != FAIL && action != REFUSE && !was_full) {
    // A disk that becomes full takes the first half.
    size_t part = action == DURING || action == FULL ? size / 2 : size;
    if (part > 0 || size == 0) {
      result = moves ? syscall(SYS_write, descriptor, data, part) : syscall(SYS_pwrite64, descriptor, data, part, offset);
      code = errno;
    }
    if (result > 0) note('w', path, NULL, offset, data, result);
    if (action == DURING) die();
  }
  pthread_mutex_unlock(&order);
  errno = code;
  return result;
}

ssize_t write(int descriptor, const void *data, size_t size) { return written(descriptor, data, size, 0, 1); }
ssize_t pwrite(int descriptor, const void *data, size_t size, off_t offset) { return written(descriptor, data, size, offset, 0); }
ssize_t pwrite64(int descriptor, const void *data, size_t size, off64_t offset) {
  return written(descriptor, data, size, offset, 0);
}

// What a name in an open folder stands for, written into `whole` unless it is a path already.
static const char *path_in(int folder, const char *path, char whole[PATH_MAX]) {
  const char *above = folder == AT_FDCWD || *path == '/' ? NULL : path_of(folder);
  if (!above || snprintf(whole, PATH_MAX, "%s/%s", above, path) >= PATH_MAX) return path;
  return whole;
}

static int open_any(int folder, const char *name, int flags, mode_t mode) {
  char whole[PATH_MAX];
  const char *path = path_in(folder, name, whole);
  int descriptor;
  if (counts(path) && (flags & O_CREAT) && faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0) {
    WHOLE('c', path, NULL, 0, 1, syscall(SYS_openat, folder, name, flags, mode))
    descriptor = result;
  } else {
    descriptor = syscall(SYS_openat, folder, name, flags, mode);
  }
  int code = errno;
  opened(descriptor, path);
  errno = code;
  return descriptor;
}

#define MODE                                                 \
  mode_t mode = 0;                                           \
  if (flags & (O_CREAT | O_TMPFILE)) {                       \
    va_list rest;                                            \
    va_start(rest, flags);                                   \
    mode = va_arg(rest, int);                                \
    va_end(rest);                                            \
  }

int open(const char *path, int flags, ...) { MODE return open_any(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE return open_any(AT_FDCWD, path, flags, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE return open_any(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE return open_any(folder, path, flags, mode); }

int close(int descriptor) {
  if (descriptor >= 0 && descriptor < MOST_DESCRIPTORS && paths[descriptor]) {
    free(paths[descriptor]);
    paths[descriptor] = NULL;
  }
  return syscall(SYS_close, descriptor);
}

static int synced(int descriptor, long call) {
  const char *path = path_of(descriptor);
  if (!counts(path)) return syscall(call, descriptor);
  WHOLE('s', path, NULL, 0, 0, syscall(call, descriptor))
  return result;
}

int fsync(int descriptor) { return synced(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synced(descriptor, SYS_fdatasync); }

static int truncated(int descriptor, off64_t size) {
  const char *path = path_of(descriptor);
  if (!counts(path)) return syscall(SYS_ftruncate, descriptor, size);
  WHOLE('t', path, NULL, size, 0, syscall(SYS_ftruncate, descriptor, size))
  return result;
}

int ftruncate(int descriptor, off_t size) { return truncated(descriptor, size); }
int ftruncate64(int descriptor, off64_t size) { return truncated(descriptor, size); }

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  char whole[PATH_MAX], other[PATH_MAX];
  const char *old = path_in(from_folder, from, whole), *new = path_in(to_folder, to, other);
  if (!counts(new)) return syscall(SYS_renameat2, from_folder, from, to_folder, to, 0);
  WHOLE('r', old, new, 0, 0, syscall(SYS_renameat2, from_folder, from, to_folder, to, 0))
  return result;
}

int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }

int unlinkat(int folder, const char *name, int flags) {
  char whole[PATH_MAX];
  const char *path = path_in(folder, name, whole);
  if (!counts(path) || (flags & AT_REMOVEDIR)) return syscall(SYS_unlinkat, folder, name, flags);
  WHOLE('u', path, NULL, 0, 0, syscall(SYS_unlinkat, folder, name, flags))
  return result;
}

int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }

int mkdirat(int folder, const char *name, mode_t mode) {
  char whole[PATH_MAX];
  const char *path = path_in(folder, name, whole);
  if (!counts(path)) return syscall(SYS_mkdirat, folder, name, mode);
  WHOLE('m', path, NULL, 0, 1, syscall(SYS_mkdirat, folder, name, mode))
  return result;
}

int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int flock(int descriptor, int operation) {
  const char *path = path_of(descriptor);
  // A lock that has to be waited for would be waited for with `order` held: it is asked for without, and counted once it is there.
  if (!counts(path)) return syscall(SYS_flock, descriptor, operation);
  int taken = syscall(SYS_flock, descriptor, operation);
  if (taken != 0) return taken;
  WHOLE('l', path, NULL, 0, 0, 0)
  return result;
}

// Whether this read of a file is one that must fail.
static int fails_to_read(int descriptor) {
  const char *path = path_of(descriptor);
  if (!path || !cannot_be_read(path)) return 0;
  pthread_mutex_lock(&order);
  int fails = ++reads >= read_at;
  pthread_mutex_unlock(&order);
  if (fails) errno = EIO;
  return fails;
}

ssize_t read(int descriptor, void *data, size_t size) {
  return fails_to_read(descriptor) ? -1 : syscall(SYS_read, descriptor, data, size);
}
ssize_t pread(int descriptor, void *data, size_t size, off_t offset) {
  return fails_to_read(descriptor) ? -1 : syscall(SYS_pread64, descriptor, data, size, offset);
}
ssize_t pread64(int descriptor, void *data, size_t size, off64_t offset) {
  return fails_to_read(descriptor) ? -1 : syscall(SYS_pread64, descriptor, data, size, offset);
}
