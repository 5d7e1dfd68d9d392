/* A host whose memory runs out: of every verb each allocation fails, whoever in the library makes
 * it, once alone and once with all that come after it. Each time the verb answers
 * FLYTESPARK_OUT_OF_MEMORY with an error object, leaves its outputs empty, and keeps nothing; or it
 * can do without, as sorting can, and answers as ever.
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
static long failures = 0;
static int for_good = 0; /* whatever is asked for after the first failure fails too */

static int fails_now(void) {
  if (until_failure != 0) {
    until_failure -= until_failure > 0;
    return 0;
  }
  if (!for_good) until_failure = -1;
  ++failures;
  return 1;
}

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

/* Documents that do not fit into what a call begins with on its stack. */
static char many_labels[128 * 1024];
static char many_executors[128 * 1024];
static char many_annotations[128 * 1024];

static void grow(char *text, const char *begin, const char *member, const char *end) {
  int i;
  text += sprintf(text, "%s", begin);
  for (i = 0; i < 2000; ++i)
    text += sprintf(text, "%s\"%s-%d\":\"RUNNING\"", i ? "," : "", member, i);
  sprintf(text, "%s", end);
}

static flytespark_api api;
static flytespark_plugin *plugin;
static flytespark_task *task;
static flytespark_task *large_task;
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
VERB(task_new_of_much, api.task_new(plugin, FLYTESPARK_TEMPLATE_JSON, TEXT(kTask), many_labels,
                                    strlen(many_labels), &to->task, error))
VERB(build_of_much,
     api.build(large_task, many_annotations, strlen(many_annotations), 1000, &to->text, error))
VERB(observe_much, api.observe(large_task, many_executors, strlen(many_executors), NULL, 0, NULL, 0,
                               1000, &to->text, error))
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

typedef flytespark_code (*verb)(struct answer *, flytespark_error **);

static const struct {
  const char *name;
  verb call;
} kVerbs[] = {
    {"plugin_new", plugin_new},
    {"validate_config", validate_config},
    {"task_new", task_new},
    {"build", build},
    {"task_new of much", task_new_of_much},
    {"build of much", build_of_much},
    {"observe much", observe_much},
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

static int fault(const char *name, long point, const char *what) {
  fprintf(stderr, "scarcity: %s, allocation %ld: %s\n", name, point, what);
  return 1;
}

static void give_back(struct answer *answer) {
  api.buffer_release(&answer->text);
  api.task_free(answer->task);
  api.plugin_free(answer->plugin);
  memset(answer, 0, sizeof *answer);
}

/* What is wrong with the answer to a call of which an allocation failed; NULL: nothing. */
static const char *wrong_with(const struct answer *answer, const struct answer *expected,
                              flytespark_code code, const flytespark_error *error) {
  if (code == FLYTESPARK_OK) {
    const int same = answer->text.size == expected->text.size &&
                     answer->number == expected->number && answer->time == expected->time &&
                     (answer->text.size == 0 ||
                      memcmp(answer->text.data, expected->text.data, expected->text.size) == 0);
    return same && error == NULL ? NULL : "another answer";
  }
  if (code != FLYTESPARK_OUT_OF_MEMORY) return "another code";
  if (api.error_code(error) != code || strcmp(api.error_message(error, NULL), "out of memory") != 0)
    return "no error object";
  if (answer->text.data != NULL || answer->text.release != NULL || answer->task != NULL ||
      answer->plugin != NULL || answer->number != 0 || answer->time != 0)
    return "an output is not empty";
  return NULL;
}

/* Fails one allocation after the other, until a call makes none that fails. 0, or 1 after saying
 * what is wrong; `points` and `codes` count the failures and those that ended a call. */
static int try_each(const char *name, verb call, long *points, long *codes) {
  struct answer expected, answer;
  flytespark_error *error = NULL;
  const char *wrong = NULL;
  long point, before;
  memset(&expected, 0, sizeof expected);
  memset(&answer, 0, sizeof answer);
  if (call(&expected, NULL) != FLYTESPARK_OK) return fault(name, -1, "fails with all memory there");
  /* What the process takes once and for all is not the verb's: the unwinder's, with the first
   * exception. */
  until_failure = 0;
  call(&answer, NULL);
  until_failure = -1;
  give_back(&answer);
  for (point = 0; wrong == NULL; ++point) {
    flytespark_code code;
    failures = 0;
    before = live;
    until_failure = point;
    code = call(&answer, &error);
    until_failure = -1;
    wrong = wrong_with(&answer, &expected, code, error);
    api.error_free(error);
    error = NULL;
    give_back(&answer);
    if (wrong == NULL && live != before) wrong = "keeps memory";
    if (failures == 0) break;
    ++*points;
    *codes += code != FLYTESPARK_OK;
  }
  give_back(&expected);
  return wrong == NULL ? 0 : fault(name, point - 1, wrong);
}

int main(int argc, char **argv) {
  flytespark_code (*get_api)(uint32_t, flytespark_api *, size_t);
  void *library = argc == 2 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  void *symbol = library == NULL ? NULL : dlsym(library, "flytespark_get_api");
  int32_t terminal;
  long all_points = 0, all_codes = 0;
  size_t i;
  int status = 0;

  grow(many_labels,
       "{\"namespace\":\"ns\",\"overrides\":{\"resources\":{}},\"inputs\":{\"literals\":{\"x\":{"
       "\"scalar\":{"
       "\"primitive\":{"
       "\"integer\":\"1\"}}}}},\"labels\":{",
       "label", "}}");
  grow(many_annotations,
       "{\"pod_template_supported\":true,\"pod_templates\":[{\"metadata\":{\"name\":\"t\","
       "\"namespace\":\"ns\"},"
       "\"template\":{\"metadata\":{\"annotations\":{",
       "annotation", "}}}}]}");
  grow(many_executors,
       "{\"metadata\":{\"name\":\"app\"},\"status\":{\"applicationState\":{\"state\":\"RUNNING\"},"
       "\"executorState\":{",
       "app-exec", "}}}");
  memcpy(&get_api, &symbol, sizeof symbol);
  if (symbol == NULL || get_api(FLYTESPARK_ABI_MAJOR, &api, sizeof api) != FLYTESPARK_OK ||
      api.struct_size != sizeof api ||
      api.plugin_new(TEXT(kConfig), FLYTESPARK_CONFIG_YAML, NULL, &plugin, NULL) != FLYTESPARK_OK ||
      api.task_new(plugin, FLYTESPARK_TEMPLATE_JSON, TEXT(kTask), TEXT(kExecution), &task, NULL) !=
          FLYTESPARK_OK ||
      api.task_new(plugin, FLYTESPARK_TEMPLATE_JSON, TEXT(kTask), many_labels, strlen(many_labels),
                   &large_task, NULL) != FLYTESPARK_OK ||
      api.is_terminal("", 0, &terminal, &failure) == FLYTESPARK_OK) {
    fprintf(stderr, "scarcity: no library to try\n");
    return 2;
  }
  for (i = 0; i < 2 * (sizeof kVerbs / sizeof kVerbs[0]); ++i) {
    const char *name = kVerbs[i / 2].name;
    long points = 0, codes = 0;
    for_good = i % 2;
    status |= try_each(name, kVerbs[i / 2].call, &points, &codes);
    /* Every verb makes at least its answer, or reads a document. */
    if (codes == 0) status |= fault(name, 0, "takes no memory at all");
    printf("%s: %ld allocations failed %s, %ld codes\n", name, points,
           for_good ? "for good" : "once", codes);
    all_points += points;
    all_codes += codes;
  }
  printf("%ld allocation points, %ld error codes, 0 crashes, %s\n", all_points, all_codes,
         status ? "FAULTS" : "0 leaks");
  api.error_free(failure);
  api.task_free(large_task);
  api.task_free(task);
  api.plugin_free(plugin);
  return status;
}
