#include "CTermGuard.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
enum { fatal_count = sizeof fatal_signals / sizeof *fatal_signals };

static struct sigaction earlier[fatal_count];
typedef struct {
  char bytes[1024];
  size_t length;
} restoration;

// One is being written while the other counts.
static restoration restorations[2];
static int current;
static int terminal = -1;
static int is_armed;
static char alternate_stack[64 * 1024];

void ctg_crash_arm(int armed) { __atomic_store_n(&is_armed, armed, __ATOMIC_SEQ_CST); }

// Whether the terminal takes something within a fifth of a second. That it took a few bytes would
// not tell: the kernel has room for them behind a terminal that has stopped reading.
static int has_room(void) {
  struct pollfd room = {.fd = terminal, .events = POLLOUT};
  return poll(&room, 1, 200) > 0;
}

static void put(const char *bytes, size_t length) {
  size_t done = 0;
  while (done < length) {
    ssize_t n = write(terminal, bytes + done, length - done);
    if (n > 0) {
      done += (size_t)n;
    } else if (n == 0 || (errno != EINTR && (errno != EAGAIN || !has_room()))) {
      return;
    }
  }
}

// Returns whether the terminal is reading.
static int give_terminal(void) {
  if (!__atomic_exchange_n(&is_armed, 0, __ATOMIC_SEQ_CST)) return 1;
  int error = errno;
  int is_reading = has_room();
  // What it has not read makes room for what matters more.
  if (!is_reading) tcflush(terminal, TCOFLUSH);
  const restoration *r = &restorations[__atomic_load_n(&current, __ATOMIC_SEQ_CST)];
  put(r->bytes, r->length);
  ctg_modes_leave();
  errno = error;
  return is_reading;
}

static void restore_screen(void) { give_terminal(); }

static void on_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  ctg_messages_crash(terminal, give_terminal());
  for (int i = 0; i < fatal_count; i++)
    if (fatal_signals[i] == number) sigaction(number, &earlier[i], NULL);
  // Returning runs the faulty instruction again, now under the earlier handler, which then sees
  // the true place. There is none if the signal was sent, as abort() does.
  if (info->si_code > 0) return;
  raise(number);
  signal(number, SIG_DFL);
  raise(number);
}

void ctg_crash_restore(const char *bytes, size_t length) {
  int next = !current;
  restoration *r = &restorations[next];
  r->length = length < sizeof r->bytes ? length : sizeof r->bytes;
  memcpy(r->bytes, bytes, r->length);
  __atomic_store_n(&current, next, __ATOMIC_SEQ_CST);
}

int ctg_crash_catch(int fd) {
  static int exit_is_caught;
  terminal = fd;
  stack_t present;
  if (!sigaltstack(NULL, &present) && (present.ss_flags & SS_DISABLE)) {
    stack_t ours = {.ss_sp = alternate_stack, .ss_size = sizeof alternate_stack};
    sigaltstack(&ours, NULL);
  }
  struct sigaction action = {.sa_sigaction = on_crash,
                             .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  for (int i = 0; i < fatal_count; i++)
    if (sigaction(fatal_signals[i], &action, &earlier[i])) return -1;
  if (!exit_is_caught && atexit(restore_screen)) return -1;
  exit_is_caught = 1;
  return 0;
}

void ctg_crash_release(void) {
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &earlier[i], NULL);
}
