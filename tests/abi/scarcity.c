/* A host whose memory runs out: of every verb each allocation fails once, whoever in the library makes it. Each time
 * the verb answers FLYTESPARK_OUT_OF_MEMORY with an error object, leaves its outputs empty, and keeps nothing.
 *
 *   scarcity LIBRARY
 *
 * malloc and its kin are this program's, and so the library's too. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <flytespark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);
extern void __libc_free(void *block);

static long until_failure = -1; /* allocations that still succeed; -1: all */
static long live = 0;           /* blocks */

static int fails_now(void) { return until_failure >= 0 && until_failure-- == 0; }

static void *counted(void *block) {
  if (block != NULL) ++live;
  return block;
}

/* Seen by the library, whatever else is hidden. */
#pragma GCC visibility push(default)
void *malloc(size_t size) { return fails_now() ? NULL : counted(__libc_malloc(size)); }
void *calloc(size_t count, size_t size) {
  return fails_now() ? NULL : counted(__libc_calloc(count, size));
}
void *memalign(size_t alignment, size_t size) {
  return fails_now() ? NULL : counted(__libc_memalign(alignment, size));
}
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void **block, size_t alignment, size_t size) {
  *block = memalign(alignment, size);
  return *block == NULL ? 12 : 0; /* ENOMEM */
}
void *realloc(void *block, size_t size) {
  void *grown;
  if (fails_now()) return NULL;
  grown = __libc_realloc(block, size);
  return block == NULL ? counted(grown) : grown;
}
void free(void *block) {
  if (block != NULL) --live;
  __libc_free(block);
}
#pragma GCC visibility pop

static const char kConfig[] =
    "plugins:\n"
    "  spark:\n"
    "    spark-config-default: [{spark.a: b}]\n"
    "    features: [{name: f, spark-config: {c: d}}]\n"
    "    spark-history-server-url: http://history\n"
    "    logs: {user: {cloudwatch-enabled: true}, system: {azure-log-templates: [{templateUris: "
    "[x]}]}}\n"
    "  k8s: {default-tolerations: [{key: a}], oops: 1}\n";
static const char kTask[] =
    "{\"type\":\"spark\",\"custom\":{\"mainClass\":\"M\",\"sparkConf\":{\"spark.flyte.f.enabled\":"
    "\"true\"},"
    "\"driverPod\":{\"podSpec\":{\"containers\":[{\"name\":\"d\"}]}}},"
    "\"container\":{\"image\":\"i\",\"args\":[\"{{.inputs.x}}\",\"{{.input}}\"]},"
    "\"metadata\":{\"podTemplateName\":\"t\",\"logLinks\":[{\"name\":\"n\",\"uri\":\"{{.podName}}"
    "\"}]}}";
static const char kExecution[] =
    "{\"generated_name\":\"Bad_Name\",\"namespace\":\"ns\",\"overrides\":{\"resources\":{}},"
    "\"input_path\":\"s3://i\","
    "\"labels\":{\"a\":\"b\"},\"inputs\":{\"literals\":{\"x\":{\"scalar\":{\"primitive\":{"
    "\"integer\":\"1\"}}}}}}";
static const char kCluster[] =
    "{\"pod_template_supported\":true,\"pod_templates\":[{\"metadata\":{\"name\":\"t\","
    "\"namespace\":\"ns\"},"
    "\"template\":{\"spec\":{\"containers\":[{\"name\":\"default\",\"env\":[{\"name\":\"E\"}]}]}}}]"
    "}";
static const char kApplication[] =
    "{\"metadata\":{\"name\":\"app\",\"namespace\":\"ns\",\"creationTimestamp\":\"2026-01-01T00:00:"
    "00Z\","
    "\"deletionTimestamp\":\"2026-01-01T00:00:00Z\"},\"status\":{\"applicationState\":{\"state\":"
    "\"RUNNING\"},"
    "\"driverInfo\":{\"podName\":\"d\",\"webUIIngressAddress\":\"ui\"},\"executorState\":{\"a-exec-"
    "1\":\"RUNNING\"}}}";
static const char kPod[] =
    "{\"metadata\":{\"name\":\"d\",\"namespace\":\"ns\"},\"status\":{\"phase\":\"Running\","
    "\"conditions\":[]}}";
static const char kPrevious[] = "{\"phase\":\"Running\",\"version\":1,\"reason\":\"r\"}";
static const char kStatus[] = "{\"info\":{},\"phase\":\"Running\",\"reason\":\"\",\"version\":0}";
static const char kRequest[] =
    "{\"variables\":{\"podName\":\"p\"},\"block\":{\"templates\":[{\"templateUris\":[\"{{.podName}}"
    "\"]}]}}";
static const char kRefusal[] = "{\"code\":404,\"message\":\"gone\"}";

#define TEXT(text) text, sizeof text - 1

static flytespark_api api;
static flytespark_plugin *plugin;
static flytespark_task *task;
static flytespark_error *failure;

/* What a verb answers with; empty again when it failed. */
struct answer {
  flytespark_buffer text;
  flytespark_plugin *plugin;
  flytespark_task *task;
  int32_t number;
  int64_t time;
};

#define VERB(name, call)                                                     \
  static flytespark_code name(struct answer *to, flytespark_error **error) { \
    (void)to;                                                                \
    return call;                                                             \
  }

VERB(plugin_new, api.plugin_new(TEXT(kConfig), FLYTESPARK_CONFIG_YAML, NULL, &to->plugin, error))
VERB(validate_config,
     api.validate_config(TEXT(kConfig), FLYTESPARK_CONFIG_YAML, NULL, &to->text, error))
VERB(task_new, api.task_new(plugin, FLYTESPARK_TEMPLATE_JSON, TEXT(kTask), TEXT(kExecution),
                            &to->task, error))
VERB(build, api.build(task, TEXT(kCluster), 1000, &to->text, error))
VERB(identity, api.identity(task, &to->text, error))
VERB(observe,
     api.observe(task, TEXT(kApplication), TEXT(kPod), TEXT(kPrevious), 1000, &to->text, error))
VERB(is_terminal, api.is_terminal(TEXT(kApplication), &to->number, error))
VERB(completion_time, api.completion_time(TEXT(kApplication), &to->time, error))
VERB(render_links, api.render_links(plugin, TEXT(kRequest), &to->text, error))
VERB(link_visible, api.link_visible(TEXT("{\"uri\":\"u\"}"), TEXT("Running"), &to->number, error))
VERB(classify_build_error, api.classify_build_error(plugin, failure, &to->text, error))
VERB(classify_create_error, api.classify_create_error(plugin, TEXT(kRefusal), &to->text, error))
VERB(classify_get_error, api.classify_get_error(task, TEXT(kRefusal), &to->text, error))
VERB(conclude, api.conclude(task, TEXT(kStatus), TEXT(kApplication), NULL, 0, &to->text, error))
VERB(ingress_url,
     api.ingress_url(TEXT("{{$appName}}.example"), TEXT(kApplication), &to->text, error))

static const struct {
  const char *name;
  flytespark_code (*call)(struct answer *, flytespark_error **);
} kVerbs[] = {
    {"plugin_new", plugin_new},
    {"validate_config", validate_config},
    {"task_new", task_new},
    {"build", build},
    {"identity", identity},
    {"observe", observe},
    {"is_terminal", is_terminal},
    {"completion_time", completion_time},
    {"render_links", render_links},
    {"link_visible", link_visible},
    {"classify_build_error", classify_build_error},
    {"classify_create_error", classify_create_error},
    {"classify_get_error", classify_get_error},
    {"conclude", conclude},
    {"ingress_url", ingress_url},
};

static int fault(const char *verb, long point, const char *what) {
  fprintf(stderr, "scarcity: %s, allocation %ld: %s\n", verb, point, what);
  return 1;
}

static void give_back(struct answer *answer) {
  api.buffer_release(&answer->text);
  api.task_free(answer->task);
  api.plugin_free(answer->plugin);
  memset(answer, 0, sizeof *answer);
}

/* How many allocations failed before all were there; -1 after saying what went wrong. */
static long try_each(const char *name,
                     flytespark_code (*call)(struct answer *, flytespark_error **)) {
  struct answer answer;
  flytespark_error *error = NULL;
  long point;
  memset(&answer, 0, sizeof answer);
  /* What the process takes once and for all is not the verb's: the unwinder's, with the first exception. */
  if (call(&answer, NULL) != FLYTESPARK_OK)
    return fault(name, -1, "fails with all memory there"), -1;
  give_back(&answer);
  until_failure = 0;
  call(&answer, NULL);
  until_failure = -1;
  for (point = 0; point < 100000; ++point) {
    const long before = live;
    flytespark_code code;
    until_failure = point;
    code = call(&answer, &error);
    until_failure = -1;
    if (code == FLYTESPARK_OK) {
      give_back(&answer);
      return live == before ? point : (fault(name, point, "keeps memory after success"), -1);
    }
    if (code != FLYTESPARK_OUT_OF_MEMORY) return fault(name, point, "another code"), -1;
    if (api.error_code(error) != code ||
        strcmp(api.error_message(error, NULL), "out of memory") != 0) {
      return fault(name, point, "no error object"), -1;
    }
    if (answer.text.data != NULL || answer.text.release != NULL || answer.task != NULL ||
        answer.plugin != NULL || answer.number != 0 || answer.time != 0) {
      return fault(name, point, "an output is not empty"), -1;
    }
    api.error_free(error);
    error = NULL;
    if (live != before) return fault(name, point, "keeps memory after failure"), -1;
  }
  return fault(name, point, "never enough"), -1;
}

int main(int argc, char **argv) {
  flytespark_code (*get_api)(uint32_t, flytespark_api *, size_t);
  void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  void *symbol = library == NULL ? NULL : dlsym(library, "flytespark_get_api");
  int32_t terminal;
  long points = 0;
  size_t i;
  int status = 0;

  memcpy(&get_api, &symbol, sizeof symbol);
  if (symbol == NULL || get_api(FLYTESPARK_ABI_MAJOR, &api, sizeof api) != FLYTESPARK_OK ||
      api.struct_size != sizeof api ||
      api.plugin_new(TEXT(kConfig), FLYTESPARK_CONFIG_YAML, NULL, &plugin, NULL) != FLYTESPARK_OK ||
      api.task_new(plugin, FLYTESPARK_TEMPLATE_JSON, TEXT(kTask), TEXT(kExecution), &task, NULL) !=
          FLYTESPARK_OK ||
      api.is_terminal("", 0, &terminal, &failure) == FLYTESPARK_OK) {
    fprintf(stderr, "scarcity: no library to try\n");
    return 2;
  }
  for (i = 0; i < sizeof kVerbs / sizeof kVerbs[0]; ++i) {
    const long tried = try_each(kVerbs[i].name, kVerbs[i].call);
    if (tried < 0) status = 1;
    /* Every verb makes at least its answer, or reads a document. */
    if (tried == 0) status = fault(kVerbs[i].name, 0, "takes no memory at all");
    if (tried > 0) printf("%s: %ld allocations, each failed once\n", kVerbs[i].name, tried);
    points += tried > 0 ? tried : 0;
  }
  printf("%ld allocation points, %ld error codes, 0 crashes, %s\n", points, points,
         status ? "FAULTS" : "0 leaks");
  api.error_free(failure);
  api.task_free(task);
  api.plugin_free(plugin);
  return status;
}
