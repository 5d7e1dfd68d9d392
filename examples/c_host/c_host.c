/* A host in C: loads the library while it runs, renders one task, prints its SparkApplication; and
 * the status of one that is there already.
 *
 *   c_host [-l LIBRARY] [-a APPLICATION] TASK EXECUTION [CONFIG [CLUSTER]]
 *
 * TASK is a task template as binary protobuf, or as JSON when its name ends in .json; EXECUTION,
 * CLUSTER and APPLICATION are JSON documents, CONFIG is YAML: see examples/documents. loader.h says
 * which library is taken.
 *
 * Exit codes: 0 answered, 1 refused (it says why), 2 wrong usage or no such file. */
#include <flytespark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "loader.h"

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

static void print(const flytespark_api *api, flytespark_buffer *answer) {
  fwrite(answer->data, 1, answer->size, stdout);
  putchar('\n');
  api->buffer_release(answer);
}

/* Prints the status; what an older library cannot do is said, and no fault. */
static flytespark_code observe(const flytespark_api *api, const flytespark_task *task,
                               text application, flytespark_error **error) {
  flytespark_buffer status = {0};
  flytespark_code code;
  if (api->observe == NULL) {
    fprintf(stderr, "c_host: the library speaks ABI %u.%u, observing came with 1.1\n",
            (unsigned)api->abi_major, (unsigned)api->abi_minor);
    return FLYTESPARK_OK;
  }
  code = api->observe(task, application.bytes, application.size, NULL, 0, NULL, 0, FLYTESPARK_NOW,
                      &status, error);
  if (code == FLYTESPARK_OK) print(api, &status);
  return code;
}

enum { TASK, EXECUTION, CONFIG, CLUSTER, APPLICATION, TEXTS };

/* 0 after printing what was asked for, 1 after printing the error. */
static int answer(const flytespark_api *api, int32_t template_format, const text *texts) {
  flytespark_host host = {0};
  flytespark_plugin *plugin = NULL;
  flytespark_task *task = NULL;
  flytespark_buffer manifest = {0};
  flytespark_error *error = NULL;
  flytespark_code code;

  host.struct_size = sizeof host;
  host.log = on_log;
  host.now_unix_ms = on_now;
  code = api->plugin_new(texts[CONFIG].bytes, texts[CONFIG].size, FLYTESPARK_CONFIG_YAML, &host,
                         &plugin, &error);
  if (code == FLYTESPARK_OK) {
    code = api->task_new(plugin, template_format, texts[TASK].bytes, texts[TASK].size,
                         texts[EXECUTION].bytes, texts[EXECUTION].size, &task, &error);
  }
  if (code == FLYTESPARK_OK) {
    code = api->build(task, texts[CLUSTER].bytes, texts[CLUSTER].size, FLYTESPARK_NOW, &manifest,
                      &error);
  }
  if (code == FLYTESPARK_OK) print(api, &manifest);
  if (code == FLYTESPARK_OK && texts[APPLICATION].bytes != NULL) {
    code = observe(api, task, texts[APPLICATION], &error);
  }
  if (code != FLYTESPARK_OK) {
    fprintf(stderr, "c_host: error %d: %s\n%s\n", (int)code, api->error_message(error, NULL),
            api->error_details(error, NULL));
  }
  api->error_free(error);
  api->task_free(task);
  api->plugin_free(plugin);
  return code == FLYTESPARK_OK ? 0 : 1;
}

static int usage(void) {
  fprintf(stderr,
          "usage: c_host [-l LIBRARY] [-a APPLICATION] TASK EXECUTION [CONFIG [CLUSTER]]\n");
  return 2;
}

int main(int argc, char **argv) {
  const char *path = NULL;
  const char *files[TEXTS] = {NULL};
  text texts[TEXTS];
  char why[512];
  library loaded;
  int option, i, status = 1;

  while ((option = getopt(argc, argv, "l:a:")) != -1) {
    if (option == 'l') path = optarg;
    if (option == 'a') files[APPLICATION] = optarg;
    if (option == '?') return usage();
  }
  if (argc - optind < 2 || argc - optind > APPLICATION) return usage();
  for (i = 0; optind + i < argc; ++i) files[i] = argv[optind + i];
  for (i = 0; i < TEXTS; ++i) texts[i] = read_file(files[i]);

  if (library_open(path, &loaded, why, sizeof why) != 0) {
    fprintf(stderr, "c_host: %s\n", why);
  } else {
    status = answer(&loaded.api,
                    is_json(files[TASK]) ? FLYTESPARK_TEMPLATE_JSON : FLYTESPARK_TEMPLATE_PROTOBUF,
                    texts);
    library_close(&loaded);
  }
  for (i = 0; i < TEXTS; ++i) free(texts[i].bytes);
  return status;
}
