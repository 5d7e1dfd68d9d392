#include "loader.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* dlsym gives an object pointer; what is wanted is a function. POSIX promises that both are alike.
 */
static void find(void *handle, const char *name, void *function) {
  void *symbol = dlsym(handle, name);
  memcpy(function, &symbol, sizeof symbol);
}

/* An older minor of this major has fewer functions. What this host cannot do without, it looks for
 * here; what it can, such as observe, where it would call it. */
static int has_what_is_needed(const flytespark_api *api) {
  return api->plugin_new != NULL && api->plugin_free != NULL && api->task_new != NULL &&
         api->task_free != NULL && api->build != NULL && api->error_message != NULL &&
         api->error_details != NULL && api->error_free != NULL && api->buffer_release != NULL;
}

/* 0 with `api` filled, 1 with the reason why the library is refused. */
static int get_api(void *handle, flytespark_api *api, char *why, size_t why_size) {
  flytespark_code (*entry)(uint32_t, flytespark_api *, size_t);
  uint32_t (*abi_version)(void);
  flytespark_code code;

  find(handle, "flytespark_get_api", &entry);
  if (entry == NULL) {
    snprintf(why, why_size, "is no libflytespark: it has no flytespark_get_api");
    return 1;
  }
  code = entry(FLYTESPARK_ABI_MAJOR, api, sizeof *api);
  if (code == FLYTESPARK_UNSUPPORTED_ABI) {
    find(handle, "flytespark_abi_version", &abi_version);
    snprintf(why, why_size, "speaks ABI %u, this host speaks ABI %d",
             abi_version == NULL ? 0 : (unsigned)(abi_version() >> 16), FLYTESPARK_ABI_MAJOR);
    return 1;
  }
  if (code != FLYTESPARK_OK) {
    snprintf(why, why_size, "gives no table: flytespark_get_api answered %d", (int)code);
    return 1;
  }
  if (api->abi_major != FLYTESPARK_ABI_MAJOR || api->struct_size > sizeof *api) {
    snprintf(why, why_size, "gives a table that cannot be: ABI %u, %zu of %zu bytes filled",
             (unsigned)api->abi_major, api->struct_size, sizeof *api);
    return 1;
  }
  if (!has_what_is_needed(api)) {
    snprintf(why, why_size, "lacks a function that this host needs");
    return 1;
  }
  return 0;
}

int library_open(const char *path, library *loaded, char *why, size_t why_size) {
  int said;
  memset(loaded, 0, sizeof *loaded);
  if (path == NULL) path = getenv("FLYTESPARK_LIBRARY");
  if (path == NULL || *path == '\0') path = "libflytespark.so.1";
  /* RTLD_NOW: what the library itself lacks is found here, not in the middle of a call. RTLD_LOCAL:
   * its symbols meet nobody else's. */
  loaded->handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (loaded->handle == NULL) {
    snprintf(why, why_size, "%s", dlerror());
    return 1;
  }
  said = snprintf(why, why_size, "%s ", path);
  if (said < 0 || (size_t)said >= why_size) said = 0;
  if (get_api(loaded->handle, &loaded->api, why + said, why_size - (size_t)said) == 0) return 0;
  library_close(loaded);
  return 1;
}

void library_close(library *loaded) {
  if (loaded->handle != NULL) dlclose(loaded->handle);
  memset(loaded, 0, sizeof *loaded);
}
