/* The library with one fault, so that the test of scarce memory can be seen to fail. FAULT: 1 keeps memory when a build
 * fails, 2 answers a failed build with another code, 3 gives no error object, 4 leaves a failed build's output filled,
 * 5 takes a failed build for an empty answer. REAL is the path of the library. */
#include <dlfcn.h>
#include <flytespark.h>
#include <stdlib.h>
#include <string.h>

static flytespark_api real;

static flytespark_code build(const flytespark_task *task, const char *cluster, size_t cluster_size,
                             int64_t now_unix_ms, flytespark_buffer *manifest,
                             flytespark_error **error) {
  const flytespark_code code =
      real.build(task, cluster, cluster_size, now_unix_ms, manifest, FAULT == 3 ? NULL : error);
  if (code == FLYTESPARK_OK) return code;
  if (FAULT == 1 && malloc(16) == NULL) return code;
  if (FAULT == 2) return FLYTESPARK_INTERNAL;
  if (FAULT == 3 && error != NULL) *error = NULL;
  if (FAULT == 5 && error != NULL) *error = NULL;
  if (FAULT == 5) return FLYTESPARK_OK;
  if (FAULT == 4) manifest->data = "";
  return code;
}

FLYTESPARK_EXPORT flytespark_code flytespark_get_api(uint32_t abi_major, flytespark_api *api,
                                                     size_t api_size) {
  flytespark_code (*get_api)(uint32_t, flytespark_api *, size_t);
  void *library = dlopen(REAL, RTLD_NOW | RTLD_LOCAL);
  void *symbol = library == NULL ? NULL : dlsym(library, "flytespark_get_api");
  memcpy(&get_api, &symbol, sizeof symbol);
  if (symbol == NULL || get_api(abi_major, &real, sizeof real) != FLYTESPARK_OK)
    return FLYTESPARK_INTERNAL;
  memcpy(api, &real, api_size);
  api->build = build;
  return FLYTESPARK_OK;
}
