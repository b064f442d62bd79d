#define _GNU_SOURCE
#include "CTermGuard.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { largest_log = 1 << 20 };

static int shell_stderr = -1;
static off_t length_before;
static char crash_line[4200];
static size_t crash_line_length;

static off_t length_now(void) {
  struct stat log;
  return fstat(2, &log) ? 0 : log.st_size;
}

int ctg_messages_redirect(const char *path) {
  if (!isatty(2)) return 0;
  int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (log < 0) return -1;
  struct stat present;
  if (!fstat(log, &present) && present.st_size > largest_log && ftruncate(log, 0)) {
    close(log);
    return -1;
  }
  shell_stderr = fcntl(2, F_DUPFD_CLOEXEC, 3);
  if (shell_stderr < 0 || dup2(log, 2) < 0) {
    close(log);
    return -1;
  }
  close(log);
  length_before = length_now();
  int n = snprintf(crash_line, sizeof crash_line,
                   "quickstep crashed; its last messages are in %s\n", path);
  crash_line_length = n < 0 ? 0 : n < (int)sizeof crash_line ? (size_t)n : sizeof crash_line - 1;
  return 1;
}

int ctg_messages_restore(void) {
  if (shell_stderr < 0) return 0;
  int grew = length_now() > length_before;
  dup2(shell_stderr, 2);
  close(shell_stderr);
  shell_stderr = -1;
  return grew;
}

void ctg_messages_crash(int terminal, int is_reading) {
  if (!is_reading) {
    int elsewhere = shell_stderr < 0 ? open("/dev/null", O_WRONLY | O_CLOEXEC) : 2;
    dup2(elsewhere, 1);
    dup2(elsewhere, 2);
  }
  if (shell_stderr < 0) return;
  if (is_reading) dup2(shell_stderr, 2);
  shell_stderr = -1;
  ssize_t n = write(terminal, crash_line, crash_line_length);
  (void)n;
}
