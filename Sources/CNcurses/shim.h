#ifndef QUICKSTEP_CNCURSES_H
#define QUICKSTEP_CNCURSES_H

// The wide functions are declared only if these stand before the header.
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <locale.h>
#include <langinfo.h>
#include <stdint.h>

// Globals, which Swift sees as shared mutable state.
static inline WINDOW *qsc_screen(void) { return stdscr; }
static inline WINDOW *qsc_physical_screen(void) { return curscr; }
static inline int qsc_colors(void) { return COLORS; }
static inline int qsc_color_pairs(void) { return COLOR_PAIRS; }

// Macros with casts, which Swift does not see.
static const attr_t QSC_BOLD = A_BOLD;
static const attr_t QSC_DIM = A_DIM;
static const attr_t QSC_ITALIC = A_ITALIC;
static const attr_t QSC_UNDERLINE = A_UNDERLINE;
static const attr_t QSC_REVERSE = A_REVERSE;
static const attr_t QSC_INVISIBLE = A_INVIS;

/// One cell with a colour pair beyond the 256 that a cchar_t's attributes hold.
static inline cchar_t qsc_cell(uint32_t scalar, attr_t attributes, int pair) {
  cchar_t cell;
  wchar_t text[2] = {(wchar_t)scalar, 0};
  setcchar(&cell, text, attributes, 0, &pair);
  return cell;
}

/// The terminfo string `name`, or NULL where the terminal has none.
static inline const char *qsc_terminfo(const char *name) {
  const char *value = tigetstr(name);
  return value == (const char *)-1 ? NULL : value;
}

#endif
