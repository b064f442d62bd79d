#ifndef QUICKSTEP_CTERMGUARD_H
#define QUICKSTEP_CTERMGUARD_H

#include <signal.h>
#include <stddef.h>

// What Swift cannot do safely, or cannot import: signal handlers, and a few Linux calls.
// Functions that can fail return -1 and set errno.

// --- modes.c: the terminal's line discipline

/// Remembers the modes of the terminal `fd` and makes it raw, except that ^C and ^Z still send
/// their signals. Call again after a stop: the shell may have changed its modes meanwhile. What is
/// remembered stays if the modes were not given back before.
int ctg_modes_enter(int fd);
/// Gives the terminal the remembered modes. Safe in a signal handler; does nothing before the
/// first ctg_modes_enter.
void ctg_modes_leave(void);

// --- crash.c: the terminal after a crash

/// Catches SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE and SIGABRT, and exit(). While armed, each
/// writes what ctg_crash_restore was given to `fd`, which does not block, restores the modes, gives
/// stderr back, and hands over to whoever had the signal before, so that a backtrace still shows the
/// true place.
int ctg_crash_catch(int fd);
/// What is to be written from now on, at most 1024 bytes. A crash meanwhile writes the earlier.
void ctg_crash_restore(const char *bytes, size_t length);
/// 1 while the screen is ours, 0 while it is the shell's.
void ctg_crash_arm(int armed);
/// Puts the earlier handlers back.
void ctg_crash_release(void);

// --- signals.c: signals as bytes in a pipe

/// Routes SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGCONT and SIGWINCH into a
/// pipe, one byte each: the signal's number. Signals that the parent had ignored stay ignored.
/// SIGTTIN and SIGTTOU stop the process at once while the terminal `fd` is another's.
/// Returns the end to read, which does not block.
int ctg_signals_catch(int fd);
/// Puts the earlier handlers back and closes the pipe.
void ctg_signals_release(void);
/// Stops the process group as ^Z would; returns when it is continued.
void ctg_signals_stop(void);
/// Blocks those signals in the calling thread and remembers its mask in `before`; threads started
/// until ctg_signals_unblock never receive them.
void ctg_signals_block(sigset_t *before);
void ctg_signals_unblock(const sigset_t *before);

// --- messages.c: stderr while the screen is ours

/// Appends stderr to the file `path` from now on, if stderr is a terminal; returns 1 if so.
int ctg_messages_redirect(const char *path);
/// Gives stderr back; returns 1 if something was written to the file meanwhile.
int ctg_messages_restore(void);
/// The same in a signal handler, and says on the terminal, which does not block, where the messages
/// are. If the terminal has stopped reading, who writes to it waits for ever: then stdout and
/// stderr lead to the file, or nowhere.
void ctg_messages_crash(int terminal, int is_reading);

// --- files.c: descriptors

/// The terminal behind `fd` opened anew, so that O_NONBLOCK does not reach the shell; a plain
/// duplicate of `fd` where that is not allowed.
int ctg_open_again(int fd);
/// A counter that poll() can wait for.
int ctg_event_file(void);
/// An anonymous file in memory.
int ctg_memory_file(void);

typedef struct {
  int columns, rows;
  int pixel_width, pixel_height;  // 0 where the terminal does not say
} ctg_window;

int ctg_window_of(int fd, ctg_window *window);

#endif
