#ifndef QUICKSTEP_CRESOURCES_H
#define QUICKSTEP_CRESOURCES_H

#include <stddef.h>

/// A file that is part of the program.
struct quickstep_resource {
  const char *name;
  const unsigned char *bytes;
  size_t length;
};

size_t quickstep_resource_count(void);

/// The resource at `index`, which is below the count.
struct quickstep_resource quickstep_resource_at(size_t index);

#endif
