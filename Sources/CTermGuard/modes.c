#include "CTermGuard.h"

#include <termios.h>
#include <unistd.h>

static struct termios shell_modes;
static volatile sig_atomic_t terminal = -1;
static volatile sig_atomic_t is_raw;

int ctg_modes_enter(int fd) {
  struct termios raw;
  if (!is_raw && tcgetattr(fd, &shell_modes)) return -1;
  raw = shell_modes;
  terminal = fd;
  // Enter is \r, ^S and ^Q are keys, bytes come as they are.
  raw.c_iflag &= ~(tcflag_t)(BRKINT | ICRNL | INLCR | IGNCR | INPCK | ISTRIP | IXON | IXOFF);
  raw.c_oflag &= ~(tcflag_t)OPOST;
  // ^V and ^O are keys; ISIG stays.
  raw.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | IEXTEN);
  raw.c_cflag = (raw.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8;
  raw.c_cc[VQUIT] = _POSIX_VDISABLE;
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  if (tcsetattr(fd, TCSANOW, &raw)) return -1;
  is_raw = 1;
  return 0;
}

// TCSADRAIN would wait for ever behind a terminal that has stopped reading.
void ctg_modes_leave(void) {
  if (terminal >= 0) tcsetattr(terminal, TCSANOW, &shell_modes);
  is_raw = 0;
}
