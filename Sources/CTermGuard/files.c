#define _GNU_SOURCE
#include "CTermGuard.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

int ctg_open_again(int fd) {
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  int again = open(path, O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  return again >= 0 ? again : fcntl(fd, F_DUPFD_CLOEXEC, 3);
}

int ctg_event_file(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int ctg_memory_file(void) { return memfd_create("quickstep-screen", MFD_CLOEXEC); }

int ctg_window_of(int fd, ctg_window *window) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size)) return -1;
  *window = (ctg_window){size.ws_col, size.ws_row, size.ws_xpixel, size.ws_ypixel};
  return 0;
}
