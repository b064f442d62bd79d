#define _GNU_SOURCE
#include "CTermGuard.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

static const int caught_signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGTSTP,
                                     SIGTTIN, SIGTTOU, SIGCONT, SIGWINCH};
enum { caught_count = sizeof caught_signals / sizeof *caught_signals };

static struct sigaction earlier[caught_count];
static int ends[2] = {-1, -1};
static int terminal = -1;

// Stops under the signal's own name; returns when continued.
static void stop(int number) {
  struct sigaction by_default = {.sa_handler = SIG_DFL}, ours;
  sigset_t only_this, before;
  sigemptyset(&only_this);
  sigaddset(&only_this, number);
  sigaction(number, &by_default, &ours);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &only_this, &before);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(number, &ours, NULL);
}

static void on_signal(int number) {
  int error = errno;
  int is_about_terminal = number == SIGTTIN || number == SIGTTOU;
  if (is_about_terminal && tcgetpgrp(terminal) != getpgrp()) {
    // The terminal is another's: nothing may be written to it, and the call that brought the
    // signal would bring it again.
    stop(number);
    errno = error;
    return;
  }
  unsigned char byte = (unsigned char)number;
  ssize_t n = write(ends[1], &byte, 1);
  (void)n;  // a full pipe has plenty to wake up for
  errno = error;
}

int ctg_signals_catch(int fd) {
  terminal = fd;
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK)) return -1;
  struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};
  for (int i = 0; i < caught_count; i++) {
    sigaction(caught_signals[i], NULL, &earlier[i]);
    if (earlier[i].sa_handler != SIG_IGN) sigaction(caught_signals[i], &action, NULL);
  }
  return ends[0];
}

void ctg_signals_release(void) {
  if (ends[0] < 0) return;
  for (int i = 0; i < caught_count; i++) sigaction(caught_signals[i], &earlier[i], NULL);
  close(ends[0]);
  close(ends[1]);
  ends[0] = ends[1] = -1;
}

void ctg_signals_stop(void) {
  struct sigaction by_default = {.sa_handler = SIG_DFL}, ours;
  sigset_t only_stop, before;
  sigemptyset(&only_stop);
  sigaddset(&only_stop, SIGTSTP);
  sigaction(SIGTSTP, &by_default, &ours);
  pthread_sigmask(SIG_UNBLOCK, &only_stop, &before);
  kill(0, SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  sigaction(SIGTSTP, &ours, NULL);
}

void ctg_signals_block(sigset_t *before) {
  sigset_t ours;
  sigemptyset(&ours);
  for (int i = 0; i < caught_count; i++) sigaddset(&ours, caught_signals[i]);
  pthread_sigmask(SIG_BLOCK, &ours, before);
}

void ctg_signals_unblock(const sigset_t *before) { pthread_sigmask(SIG_SETMASK, before, NULL); }
