/* A plugin that is wrong in one way: the plugin of ABI 1.0, and WRONG, a statement that runs when its table was filled.
 * `code` is what the host will be answered, `api` its table of `api_size` bytes. */
#define flytespark_get_api sound_get_api
#include "../v1_0/plugin.c"
#undef flytespark_get_api

#ifndef ENTRY
#define ENTRY flytespark_get_api
#endif

#ifdef NEEDS
extern void NEEDS(void);
void (*needed)(void) = NEEDS;
#endif

/* Ways to build. */
flytespark_code build_fails(const flytespark_task *task, const char *cluster, size_t cluster_size,
                            int64_t now_unix_ms, flytespark_buffer *manifest,
                            flytespark_error **error);
flytespark_code build_fails(const flytespark_task *task, const char *cluster, size_t cluster_size,
                            int64_t now_unix_ms, flytespark_buffer *manifest,
                            flytespark_error **error) {
  (void)task, (void)cluster, (void)cluster_size, (void)now_unix_ms, (void)manifest;
  if (error != NULL) *error = NULL;
  return 9999;
}
flytespark_code build_nothing(const flytespark_task *task, const char *cluster, size_t cluster_size,
                              int64_t now_unix_ms, flytespark_buffer *manifest,
                              flytespark_error **error);
flytespark_code build_nothing(const flytespark_task *task, const char *cluster, size_t cluster_size,
                              int64_t now_unix_ms, flytespark_buffer *manifest,
                              flytespark_error **error) {
  (void)build_fails(task, cluster, cluster_size, now_unix_ms, manifest, error);
  memset(manifest, 0, sizeof *manifest);
  return FLYTESPARK_OK;
}

FLYTESPARK_EXPORT flytespark_code ENTRY(uint32_t abi_major, flytespark_api *api, size_t api_size);
flytespark_code ENTRY(uint32_t abi_major, flytespark_api *api, size_t api_size) {
  flytespark_code code = sound_get_api(abi_major, api, api_size);
  WRONG;
  return code;
}
