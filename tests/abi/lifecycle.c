/* A library that comes and goes: loaded and unloaded a thousand times it leaves nothing behind; a process may fork with
 * it loaded; and one task serves eight threads.
 *
 *   lifecycle LIBRARY [TIMES] */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <flytespark.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kThreads = 8, kCalls = 200 };

static const char kTask[] =
    "{\"type\":\"spark\",\"custom\":{\"mainClass\":\"org.example.Main\"},\"container\":{\"image\":"
    "\"spark:3.5\"}}";
static const char kExecution[] =
    "{\"generated_name\":\"app-1\",\"namespace\":\"ns\",\"overrides\":{\"resources\":{}}}";

struct loaded {
  void *library;
  flytespark_api api;
  flytespark_plugin *plugin;
  flytespark_task *task;
};

static void fail(const char *what) {
  fprintf(stderr, "lifecycle: %s\n", what);
  exit(1);
}

static struct loaded load(const char *path) {
  struct loaded it;
  flytespark_code (*get_api)(uint32_t, flytespark_api *, size_t);
  void *symbol;
  it.library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (it.library == NULL) fail(dlerror());
  symbol = dlsym(it.library, "flytespark_get_api");
  memcpy(&get_api, &symbol, sizeof symbol);
  if (symbol == NULL || get_api(FLYTESPARK_ABI_MAJOR, &it.api, sizeof it.api) != FLYTESPARK_OK)
    fail("no table");
  if (it.api.plugin_new(NULL, 0, FLYTESPARK_CONFIG_YAML, NULL, &it.plugin, NULL) != FLYTESPARK_OK ||
      it.api.task_new(it.plugin, FLYTESPARK_TEMPLATE_JSON, kTask, sizeof kTask - 1, kExecution,
                      sizeof kExecution - 1, &it.task, NULL) != FLYTESPARK_OK) {
    fail("no task");
  }
  return it;
}

static void unload(struct loaded *it) {
  it->api.task_free(it->task);
  it->api.plugin_free(it->plugin);
  if (dlclose(it->library) != 0) fail(dlerror());
}

/* The caller releases it. */
static flytespark_buffer build(const struct loaded *it) {
  flytespark_buffer manifest;
  if (it->api.build(it->task, NULL, 0, 1000, &manifest, NULL) != FLYTESPARK_OK) fail("not built");
  return manifest;
}

static int same(const flytespark_buffer *a, const flytespark_buffer *b) {
  return a->size == b->size && memcmp(a->data, b->data, a->size) == 0;
}

/* `path` is as the kernel tells it: without links. */
static int is_mapped(const char *path) {
  char line[4096];
  int found = 0;
  FILE *maps = fopen("/proc/self/maps", "r");
  if (maps == NULL) fail("no /proc/self/maps");
  while (fgets(line, sizeof line, maps) != NULL) found = found || strstr(line, path) != NULL;
  fclose(maps);
  return found;
}

static long resident_kib(void) {
  long pages = 0, resident = 0;
  FILE *statm = fopen("/proc/self/statm", "r");
  if (statm == NULL || fscanf(statm, "%ld %ld", &pages, &resident) != 2)
    fail("no /proc/self/statm");
  fclose(statm);
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static void comes_and_goes(const char *path, int times) {
  long after_a_tenth = 0, after_all;
  int i;
  for (i = 0; i < times; ++i) {
    struct loaded it = load(path);
    flytespark_buffer manifest = build(&it);
    it.api.buffer_release(&manifest);
    if (!is_mapped(path)) fail("the loaded library is not in the maps under this name");
    unload(&it);
    if (is_mapped(path)) fail("the library stays mapped after dlclose");
    if (i == times / 10) after_a_tenth = resident_kib();
  }
  after_all = resident_kib();
  printf("loaded and unloaded %d times: %ld KiB resident after a tenth, %ld at the end\n", times,
         after_a_tenth, after_all);
  if (after_all > after_a_tenth + 1024) fail("each load leaves something behind");
}

static void survives_fork(const struct loaded *it) {
  flytespark_buffer before = build(it), after;
  int status = 0;
  pid_t child = fork();
  if (child < 0) fail("no fork");
  if (child == 0) {
    after = build(it);
    _exit(same(&before, &after) ? 0 : 1);
  }
  if (waitpid(child, &status, 0) != child || status != 0)
    fail("the child of a fork builds otherwise");
  after = build(it);
  if (!same(&before, &after)) fail("after a fork the parent builds otherwise");
  it->api.buffer_release(&before);
  it->api.buffer_release(&after);
  printf("forked\n");
}

static void *build_often(void *argument) {
  const struct loaded *it = argument;
  flytespark_buffer first = build(it);
  int i;
  for (i = 1; i < kCalls; ++i) {
    flytespark_buffer again = build(it);
    if (!same(&first, &again)) fail("a thread builds otherwise");
    it->api.buffer_release(&again);
  }
  it->api.buffer_release(&first);
  return NULL;
}

static void serves_threads(const struct loaded *it) {
  pthread_t threads[kThreads];
  int i;
  for (i = 0; i < kThreads; ++i) {
    if (pthread_create(&threads[i], NULL, build_often, (void *)(size_t)it) != 0) fail("no thread");
  }
  for (i = 0; i < kThreads; ++i) pthread_join(threads[i], NULL);
  printf("%d threads built %d times each\n", kThreads, kCalls);
}

int main(int argc, char **argv) {
  struct loaded it;
  char *path = argc < 2 ? NULL : realpath(argv[1], NULL);
  if (path == NULL) fail("which library?");
  comes_and_goes(path, argc > 2 ? atoi(argv[2]) : 1000);
  it = load(path);
  free(path);
  survives_fork(&it);
  serves_threads(&it);
  unload(&it);
  return 0;
}
