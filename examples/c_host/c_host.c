/* A host in C: loads the library while it runs, renders one task, prints its SparkApplication.
 *
 *   c_host [-l LIBRARY] TASK EXECUTION [CONFIG [CLUSTER]]
 *
 * TASK is a task template as binary protobuf, or as JSON when its name ends in .json; EXECUTION and
 * CLUSTER are JSON documents, CONFIG is YAML: see examples/documents. The library is the one given,
 * else the one that FLYTESPARK_LIBRARY names, else the system's.
 *
 * Exit codes: 0 rendered, 1 refused (the library says why), 2 wrong usage or no such file. */
#include <dlfcn.h>
#include <flytespark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct text {
  char *bytes;
  size_t size;
} text;

static void on_log(void *user, int32_t level, const char *message, size_t message_size,
                   const char *fields, size_t fields_size) {
  (void)user;
  if (level < FLYTESPARK_LOG_WARNING) return;
  fprintf(stderr, "c_host: warning: %.*s %.*s\n", (int)message_size, message, (int)fields_size,
          fields);
}

static int64_t on_now(void *user) {
  (void)user;
  return (int64_t)time(NULL) * 1000;
}

/* A file that was not asked for is empty. The caller frees the bytes. */
static text read_file(const char *path) {
  text content = {NULL, 0};
  FILE *file;
  long size;
  if (path == NULL) return content;
  file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0) {
    perror(path);
    exit(2);
  }
  rewind(file);
  content.bytes = malloc((size_t)size + 1);
  if (content.bytes == NULL ||
      (content.size = fread(content.bytes, 1, (size_t)size, file)) != (size_t)size) {
    perror(path);
    exit(2);
  }
  fclose(file);
  return content;
}

static int is_json(const char *path) {
  size_t size = strlen(path);
  return size >= 5 && strcmp(path + size - 5, ".json") == 0;
}

/* dlsym gives an object pointer; what is wanted is a function. POSIX promises that both are alike.
 */
static void find(void *library, const char *name, void *function) {
  void *symbol = dlsym(library, name);
  memcpy(function, &symbol, sizeof symbol);
}

/* 0 with `api` filled, or 1 after saying why the library is refused. */
static int get_api(void *library, const char *path, flytespark_api *api) {
  flytespark_code (*entry)(uint32_t, flytespark_api *, size_t);
  uint32_t (*abi_version)(void);
  flytespark_code code;

  find(library, "flytespark_get_api", &entry);
  if (entry == NULL) {
    fprintf(stderr, "c_host: %s is no libflytespark: it has no flytespark_get_api\n", path);
    return 1;
  }
  code = entry(FLYTESPARK_ABI_MAJOR, api, sizeof *api);
  if (code == FLYTESPARK_UNSUPPORTED_ABI) {
    find(library, "flytespark_abi_version", &abi_version);
    fprintf(stderr, "c_host: %s speaks ABI %u, this host speaks ABI %d\n", path,
            abi_version == NULL ? 0 : (unsigned)(abi_version() >> 16), FLYTESPARK_ABI_MAJOR);
    return 1;
  }
  if (code != FLYTESPARK_OK) {
    fprintf(stderr, "c_host: %s: flytespark_get_api answered %d\n", path, (int)code);
    return 1;
  }
  if (api->struct_size > sizeof *api) {
    fprintf(stderr, "c_host: %s claims to have filled more than this host's table\n", path);
    return 1;
  }
  /* An older minor of this major has fewer functions. What a host cannot do without, it looks for
   * here; what it can, where it would call it. */
  if (api->plugin_new == NULL || api->plugin_free == NULL || api->task_new == NULL ||
      api->task_free == NULL || api->build == NULL || api->error_message == NULL ||
      api->error_details == NULL || api->error_free == NULL || api->buffer_release == NULL) {
    fprintf(stderr, "c_host: %s lacks a function that this host needs\n", path);
    return 1;
  }
  return 0;
}

/* 0 after printing the manifest, 1 after printing the error. */
static int render(const flytespark_api *api, int32_t template_format, text task_template,
                  text execution, text config, text cluster) {
  flytespark_host host = {0};
  flytespark_plugin *plugin = NULL;
  flytespark_task *task = NULL;
  flytespark_buffer manifest = {0};
  flytespark_error *error = NULL;
  flytespark_code code;

  host.struct_size = sizeof host;
  host.log = on_log;
  host.now_unix_ms = on_now;
  code = api->plugin_new(config.bytes, config.size, FLYTESPARK_CONFIG_YAML, &host, &plugin, &error);
  if (code == FLYTESPARK_OK) {
    code = api->task_new(plugin, template_format, task_template.bytes, task_template.size,
                         execution.bytes, execution.size, &task, &error);
  }
  if (code == FLYTESPARK_OK) {
    code = api->build(task, cluster.bytes, cluster.size, FLYTESPARK_NOW, &manifest, &error);
  }
  if (code == FLYTESPARK_OK) {
    fwrite(manifest.data, 1, manifest.size, stdout);
    putchar('\n');
  } else {
    fprintf(stderr, "c_host: error %d: %s\n%s\n", (int)code, api->error_message(error, NULL),
            api->error_details(error, NULL));
  }
  api->error_free(error);
  api->buffer_release(&manifest);
  api->task_free(task);
  api->plugin_free(plugin);
  return code == FLYTESPARK_OK ? 0 : 1;
}

int main(int argc, char **argv) {
  const char *path = getenv("FLYTESPARK_LIBRARY");
  const char *files[4] = {NULL, NULL, NULL, NULL};
  text contents[4];
  flytespark_api api;
  void *library;
  int option, i, status;

  while ((option = getopt(argc, argv, "l:")) == 'l') path = optarg;
  if (option != -1 || argc - optind < 2 || argc - optind > 4) {
    fprintf(stderr, "usage: c_host [-l LIBRARY] TASK EXECUTION [CONFIG [CLUSTER]]\n");
    return 2;
  }
  for (i = 0; optind + i < argc; ++i) files[i] = argv[optind + i];
  for (i = 0; i < 4; ++i) contents[i] = read_file(files[i]);

  if (path == NULL) path = "libflytespark.so.1";
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) {
    fprintf(stderr, "c_host: %s\n", dlerror());
    status = 1;
  } else {
    status = get_api(library, path, &api);
    if (status == 0) {
      status =
          render(&api, is_json(files[0]) ? FLYTESPARK_TEMPLATE_JSON : FLYTESPARK_TEMPLATE_PROTOBUF,
                 contents[0], contents[1], contents[2], contents[3]);
    }
    dlclose(library);
  }
  for (i = 0; i < 4; ++i) free(contents[i].bytes);
  return status;
}
