/* Loads libflytespark while a host runs, or says why not. */
#ifndef LOADER_H
#define LOADER_H

#include <flytespark.h>

typedef struct library {
  void *handle;
  /* What the library has of it; a slot that it is too old for is NULL. */
  flytespark_api api;
} library;

/* Load the library and look whether this host can work with it.
 *   path  of the library; NULL: what the environment's FLYTESPARK_LIBRARY names, else the system's
 *         libflytespark.so.1. A library that was named is the only one that is tried
 *   why   out: one sentence, when it is refused; no more than why_size bytes with its NUL
 * 0 with `loaded` filled, for library_close to give back; 1 when nothing was loaded. */
int library_open(const char *path, library *loaded, char *why, size_t why_size);

/* Unload. Whatever the library made must have been freed, and no call may be running. */
void library_close(library *loaded);

#endif
