/* A host of ABI 1.0: fills its own table, renders a task, and finds what lies behind the table as it was. */
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#include "flytespark.h"

static const char kTask[] =
    "{\"type\":\"spark\",\"custom\":{\"mainClass\":\"org.example.Main\"},"
    "\"container\":{\"image\":\"spark:3.5\"}}";
static const char kExecution[] =
    "{\"generated_name\":\"app-1\",\"namespace\":\"ns\",\"overrides\":{\"resources\":{}}}";

struct guarded {
  flytespark_api api;
  unsigned char canary[64];
};

static int fails(const char *what) {
  fprintf(stderr, "v1_0 host: %s\n", what);
  return 1;
}

static int renders(const flytespark_api *api) {
  flytespark_plugin *plugin = NULL;
  flytespark_task *task = NULL;
  flytespark_buffer manifest, identity;
  flytespark_error *error = NULL;
  size_t size = 0;
  int failed = 0;

  if (api->plugin_new(NULL, 0, FLYTESPARK_CONFIG_YAML, NULL, &plugin, &error) != FLYTESPARK_OK ||
      api->task_new(plugin, FLYTESPARK_TEMPLATE_JSON, kTask, sizeof kTask - 1, kExecution,
                    sizeof kExecution - 1, &task, &error) != FLYTESPARK_OK ||
      api->build(task, NULL, 0, 1000, &manifest, &error) != FLYTESPARK_OK ||
      api->identity(task, &identity, &error) != FLYTESPARK_OK) {
    fprintf(stderr, "v1_0 host: %s\n", api->error_message(error, NULL));
    return 1;
  }
  if (manifest.size < 20 || memcmp(manifest.data, "{\"kind\":\"SparkApplication\"", 26) != 0) {
    failed = fails("no manifest");
  }
  if (identity.size >= manifest.size) failed = fails("an identity as large as the manifest");
  api->buffer_release(&manifest);
  api->buffer_release(&manifest);
  identity.release(&identity);
  if (manifest.data != NULL || identity.data != NULL) failed = fails("a released buffer has data");
  if (api->task_new(plugin, FLYTESPARK_TEMPLATE_JSON, "[]", 2, NULL, 0, &task, &error) !=
          FLYTESPARK_INVALID_JSON ||
      task != NULL || api->error_code(error) != FLYTESPARK_INVALID_JSON ||
      strlen(api->error_message(error, &size)) != size || size == 0) {
    failed = fails("a task that is a list is not refused as it was");
  }
  api->error_free(error);
  api->task_free(task);
  api->plugin_free(plugin);
  return failed;
}

int main(int argc, char **argv) {
  struct guarded table;
  flytespark_code (*get_api)(uint32_t, flytespark_api *, size_t);
  void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  void *symbol = library == NULL ? NULL : dlsym(library, "flytespark_get_api");
  size_t i;

  if (symbol == NULL) return fails("usage: host LIBRARY");
  memcpy(&get_api, &symbol, sizeof symbol);
  memset(&table, 0xA5, sizeof table);
  if (get_api(1, &table.api, sizeof table.api) != FLYTESPARK_OK) return fails("no table");
  for (i = 0; i < sizeof table.canary; ++i) {
    if (table.canary[i] != 0xA5) return fails("the library wrote behind the table");
  }
  if (table.api.struct_size != sizeof table.api) return fails("the table is not full");
  if (table.api.abi_major != 1) return fails("another major");
  if (table.api.abi_version() >> 16 != 1 || table.api.version()[0] == '\0')
    return fails("no version");
  if (renders(&table.api)) return 1;
  return dlclose(library) == 0 ? 0 : fails("not closed");
}
