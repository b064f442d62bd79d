"""Writes that fail: a library that goes before the C library's own functions."""
import errno, os, shutil, subprocess, tempfile

# Fails the writes to files whose path holds FAIL_NAME from the FAIL_FROM-th on (counted from 1) with the
# error FAIL_CODE, or that one alone where FAIL_ONCE is set, and says so in the file FAIL_TOLD. Where
# FAIL_HALF is set, half of what was to be written is.
SHIM = r'''
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int fails(int descriptor) {
  static int count = 0;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  if (!strstr(path, getenv("FAIL_NAME"))) return 0;
  int from = atoi(getenv("FAIL_FROM"));
  pthread_mutex_lock(&lock);
  int number = ++count;
  pthread_mutex_unlock(&lock);
  if (number < from || (getenv("FAIL_ONCE") && number > from)) return 0;
  int told = open(getenv("FAIL_TOLD"), O_WRONLY | O_CREAT, 0644);
  if (told >= 0) close(told);
  errno = atoi(getenv("FAIL_CODE"));
  return 1;
}
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
ssize_t write(int d, const void *b, size_t n) {
  if (!fails(d)) return REAL(write)(d, b, n);
  int code = errno;
  if (getenv("FAIL_HALF") && n > 1) REAL(write)(d, b, n / 2);
  errno = code;
  return -1;
}
ssize_t pwrite(int d, const void *b, size_t n, off_t o) { return fails(d) ? -1 : REAL(pwrite)(d, b, n, o); }
ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) { return fails(d) ? -1 : REAL(pwrite64)(d, b, n, o); }
int ftruncate(int d, off_t n) { return fails(d) ? -1 : REAL(ftruncate)(d, n); }
int ftruncate64(int d, off64_t n) { return fails(d) ? -1 : REAL(ftruncate64)(d, n); }
int fsync(int d) { return fails(d) ? -1 : REAL(fsync)(d); }
int fdatasync(int d) { return fails(d) ? -1 : REAL(fdatasync)(d); }
'''


class Failing:
    @classmethod
    def made(cls, name):
        """For files whose path holds a name; None where there is no C compiler."""
        compiler = shutil.which('cc') or shutil.which('clang')
        return cls(name, compiler) if compiler else None

    def __init__(self, name, compiler):
        self.name = name
        self.folder = tempfile.mkdtemp()
        self.library = os.path.join(self.folder, 'shim.so')
        self.told = os.path.join(self.folder, 'told')
        source = os.path.join(self.folder, 'shim.c')
        with open(source, 'w') as file:
            file.write(SHIM)
        subprocess.run(
            [compiler, '-shared', '-fPIC', '-O1', '-o', self.library, source, '-ldl'], check=True)

    @staticmethod
    def ways(*more):
        """What can go wrong with writes, by name."""
        full, broken = {'FAIL_CODE': str(errno.ENOSPC)}, {'FAIL_CODE': str(errno.EIO)}
        return [('no space', full), ('input/output', broken),
                ('no space, once', full | {'FAIL_ONCE': '1'}), *more]

    # A disk that is full takes what fits before it refuses.
    HALF = ('no space for all of it, once',
            {'FAIL_CODE': str(errno.ENOSPC), 'FAIL_ONCE': '1', 'FAIL_HALF': '1'})

    def environment(self, number, way):
        """For a program whose number-th write fails that way."""
        if os.path.exists(self.told):
            os.remove(self.told)
        return way | {'LD_PRELOAD': self.library, 'FAIL_NAME': self.name, 'FAIL_FROM': str(number),
                      'FAIL_TOLD': self.told}

    def has_failed(self):
        """Whether there was such a write."""
        return os.path.exists(self.told)

    def close(self):
        shutil.rmtree(self.folder)
