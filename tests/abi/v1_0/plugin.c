/* A plugin of ABI 1.0 that knows one answer. With MUTATION defined it breaks a promise, so that the test of the
 * promise can be seen to fail: 1 writes behind the host's table, 2 claims to have filled more of it than it has, 3 speaks
 * another major, 4 leaves the slot of build empty, 5 builds otherwise each time. */
#define _POSIX_C_SOURCE 200809L
#include <stdlib.h>
#include <string.h>

#include "flytespark.h"

#ifndef MUTATION
#define MUTATION 0
#endif

static char manifest_text[] = "{\"kind\":\"SparkApplication\",\"from\":\"1.0\"}";

static void release(flytespark_buffer *self) {
  free((char *)self->data);
  memset(self, 0, sizeof *self);
}

static flytespark_code plugin_new(const char *config, size_t config_size, int32_t format,
                                  const flytespark_host *host, flytespark_plugin **plugin,
                                  flytespark_error **error) {
  (void)config, (void)config_size, (void)format, (void)host;
  if (error != NULL) *error = NULL;
  *plugin = malloc(1);
  return *plugin == NULL ? FLYTESPARK_OUT_OF_MEMORY : FLYTESPARK_OK;
}

static void plugin_free(flytespark_plugin *plugin) { free(plugin); }

static flytespark_code task_new(const flytespark_plugin *plugin, int32_t template_format,
                                const char *task_template, size_t task_template_size,
                                const char *execution, size_t execution_size,
                                flytespark_task **task, flytespark_error **error) {
  (void)plugin, (void)template_format, (void)task_template, (void)task_template_size;
  (void)execution, (void)execution_size;
  if (error != NULL) *error = NULL;
  *task = malloc(1);
  return *task == NULL ? FLYTESPARK_OUT_OF_MEMORY : FLYTESPARK_OK;
}

static void task_free(flytespark_task *task) { free(task); }

static flytespark_code build(const flytespark_task *task, const char *cluster, size_t cluster_size,
                             int64_t now_unix_ms, flytespark_buffer *manifest,
                             flytespark_error **error) {
  (void)task, (void)cluster, (void)cluster_size, (void)now_unix_ms;
  if (error != NULL) *error = NULL;
  if (MUTATION == 5) manifest_text[30] = (char)(manifest_text[30] + 1);
  manifest->data = strdup(manifest_text);
  manifest->size = sizeof manifest_text - 1;
  manifest->release = release;
  manifest->private_data = NULL;
  return FLYTESPARK_OK;
}

static flytespark_code error_code(const flytespark_error *error) {
  (void)error;
  return FLYTESPARK_OK;
}

static const char *no_text(const flytespark_error *error, size_t *size) {
  (void)error;
  if (size != NULL) *size = 0;
  return "";
}

static void error_free(flytespark_error *error) { (void)error; }

static void buffer_release(flytespark_buffer *buffer) {
  if (buffer != NULL && buffer->release != NULL) buffer->release(buffer);
}

FLYTESPARK_EXPORT uint32_t flytespark_abi_version(void) FLYTESPARK_NOEXCEPT;
uint32_t flytespark_abi_version(void) { return (MUTATION == 3 ? 2u : 1u) * 65536u; }

static const char *version(void) { return "1.0-frozen"; }

FLYTESPARK_EXPORT flytespark_code flytespark_get_api(uint32_t abi_major, flytespark_api *api,
                                                     size_t api_size) FLYTESPARK_NOEXCEPT;
flytespark_code flytespark_get_api(uint32_t abi_major, flytespark_api *api, size_t api_size) {
  static const flytespark_api full = {sizeof full,
                                      1,
                                      0,
                                      plugin_new,
                                      plugin_free,
                                      task_new,
                                      task_free,
                                      MUTATION == 4 ? NULL : build,
                                      NULL,
                                      NULL,
                                      error_code,
                                      no_text,
                                      no_text,
                                      error_free,
                                      buffer_release,
                                      flytespark_abi_version,
                                      version};
  const size_t known = api_size < sizeof full ? api_size : sizeof full;
  memset(api, 0, api_size);
  if (abi_major != 1 || MUTATION == 3) return FLYTESPARK_UNSUPPORTED_ABI;
  memcpy(api, &full, known);
  api->struct_size = MUTATION == 2 ? known + sizeof(void *) : known;
  if (MUTATION == 1) memset((char *)api + api_size, 0, 8);
  return FLYTESPARK_OK;
}
