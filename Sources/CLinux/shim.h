/* What Glibc's module leaves out, because it is declared for _GNU_SOURCE alone. Nothing is included: a header that another module has read
   without _GNU_SOURCE must not be read again with it. */
#ifndef CLINUX_SHIM_H
#define CLINUX_SHIM_H

/* https://man7.org/linux/man-pages/man2/sync_file_range.2.html */
extern int sync_file_range(int descriptor, long long offset, long long count, unsigned int flags);

static const unsigned int clinux_sync_file_range_write = 2;

#endif
