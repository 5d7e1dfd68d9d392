/* libflytespark: Flyte's Spark tasks for any orchestrator, as a C ABI.
 *
 * A host gives a Flyte task template, an execution and an operator's configuration, and gets the
 * SparkApplication that Flyte's own plugin would have created; then, as often as it looks at that
 * application, the phase, reason and links that Flyte would show. Everything here is a pure
 * function of its arguments: no files, no sockets, no threads, no environment, no clock, nothing
 * printed.
 *
 * From documents to a manifest (examples/c_host also looks at the codes that the calls answer):
 *
 *   flytespark_plugin_new(yaml, yaml_size, FLYTESPARK_CONFIG_YAML, NULL, &plugin, &error);
 *   flytespark_task_new(plugin, FLYTESPARK_TEMPLATE_PROTOBUF, task_template, task_template_size,
 *                       execution, execution_size, &task, &error);
 *   flytespark_build(task, cluster, cluster_size, now_unix_ms, &manifest, &error);
 *   ... manifest.data, manifest.size ...
 *   flytespark_buffer_release(&manifest);
 *   flytespark_observe(task, application, application_size, driver_pod, driver_pod_size,
 *                      previous, previous_size, now_unix_ms, &status, &error);
 *   ... status.data, which is `previous` the next time ...
 *   flytespark_task_free(task);
 *   flytespark_plugin_free(plugin);
 *
 * Trust. Documents may come from anyone: whatever their bytes are, a call answers with a document
 * or with a code, and never crashes, runs on, or prints. Pointers and sizes come from the host,
 * which is trusted: NULL and an absurd size are refused, but a dangling pointer, a handle used
 * after its _free, or a size larger than the memory behind it is undefined behaviour.
 *
 * Threads. The library owns none. Handles never change once made: a function that takes a const
 * handle may be called from any number of threads at once. A _free function must be the last call
 * on its handle. Callbacks run only on a thread that is inside one of these functions, so the
 * library may be unloaded, and the process forked, whenever no call is running. pthread_cancel
 * during a call is not supported.
 *
 * Ownership. Each side frees what it made; no malloc or free crosses. Inputs are borrowed for the
 * call. Handles and errors go back through their _free function, buffers through their `release`;
 * each of these does nothing on NULL or on an empty buffer. Outputs are written on entry (a handle
 * and an error to NULL, a buffer to empty), so they need no initial value, and whatever they held
 * before is lost; when a function fails, all outputs but the error stay like that.
 *
 * Text. Pointer and size in bytes, UTF-8, no NUL needed. (NULL, 0) is the empty text; NULL with
 * another size is FLYTESPARK_INVALID_ARGUMENT. A JSON text must be one object, without repeated
 * keys and within the limits below.
 *
 * Compatibility. Within ABI major 1, which is also the SONAME libflytespark.so.1, changes only ever
 * add: functions, table slots and struct fields at the end, codes, members of documents. Readers
 * ignore members that they do not know and treat an unknown code as FLYTESPARK_INTERNAL. */
#ifndef FLYTESPARK_H
#define FLYTESPARK_H

#include <stddef.h>
#include <stdint.h>

/* Marks what the library exports. */
#if defined(__GNUC__)
#define FLYTESPARK_EXPORT __attribute__((visibility("default")))
#else
#define FLYTESPARK_EXPORT
#endif

/* No function lets an exception out; C++ callers may rely on it. */
#if defined(__cplusplus) && __cplusplus >= 201103L
#define FLYTESPARK_NOEXCEPT noexcept
#else
#define FLYTESPARK_NOEXCEPT
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this contract: of the header where compiled, of the library through
 * flytespark_abi_version. It is not the version of the release. */
#define FLYTESPARK_ABI_MAJOR 1
#define FLYTESPARK_ABI_MINOR 1

/* Limits on what comes in, and on what may become of it. Beyond them a call answers FLYTESPARK_LIMIT.
 * Strings, lists, executors and links have none of their own: as many, and as long, as a document
 * holds. */
#define FLYTESPARK_MAX_DOCUMENT_BYTES 8388608 /* of each input text */
#define FLYTESPARK_MAX_DEPTH 64               /* objects and lists within each other */
#define FLYTESPARK_MAX_ALIASED_VALUES 100000  /* for which all aliases of a YAML text stand */
/* Bytes of all texts that are made to fill in the placeholders of one task's arguments, or of the
 * links of one call. */
#define FLYTESPARK_MAX_RENDERED_BYTES 67108864

/* Of api_size of flytespark_get_api; more than that is FLYTESPARK_INVALID_ARGUMENT. */
#define FLYTESPARK_MAX_API_BYTES 65536

/* For now_unix_ms of flytespark_build: ask the host's own clock. */
#define FLYTESPARK_NOW (-1)

/* What a call answers. Numbers are never changed or used again. */
typedef int32_t flytespark_code;
enum {
  /* Done; the outputs are filled. */
  FLYTESPARK_OK = 0,
  /* The call itself is wrong, whatever the documents say: a NULL where none is allowed, NULL text
   * with a size, an unknown format number, a struct_size too small, no clock. A bug of the host. */
  FLYTESPARK_INVALID_ARGUMENT = 1,
  /* The library does not speak the ABI major that was asked for. */
  FLYTESPARK_UNSUPPORTED_ABI = 2,
  /* An input is larger or nested deeper than the limits above, or its placeholders and aliases make
   * more of it than they allow. */
  FLYTESPARK_LIMIT = 3,
  /* Not one JSON object: bad syntax, not UTF-8, a repeated key. */
  FLYTESPARK_INVALID_JSON = 4,
  /* Not a protobuf message: cut off, or garbage. */
  FLYTESPARK_INVALID_PROTOBUF = 5,
  /* The configuration is no YAML; the message gives line and column. */
  FLYTESPARK_INVALID_YAML = 6,
  /* The configuration says something it must not: a wrong type, an unknown key of ours. */
  FLYTESPARK_INVALID_CONFIG = 7,
  /* A document is good JSON, but a member has the wrong type or value, or is missing. */
  FLYTESPARK_INVALID_DOCUMENT = 8,
  /* The task is at fault, in the way that Flyte reports as BadTaskSpecification. */
  FLYTESPARK_BAD_TASK = 9,
  /* The application could not be built: a pod template that is not there, an argument that cannot
   * be rendered, a merge that fails. */
  FLYTESPARK_BUILD_FAILED = 10,
  /* Memory ran out. The error object of this code is static, so it is always there. */
  FLYTESPARK_OUT_OF_MEMORY = 11,
  /* A bug in the library, or a C++ exception thrown by a callback. */
  FLYTESPARK_INTERNAL = 12
};

/* What the text of a configuration is written in. */
enum { FLYTESPARK_CONFIG_YAML = 1, FLYTESPARK_CONFIG_JSON = 2 };

/* What a task template is written in: binary protobuf, or JSON as protobuf maps it. */
enum { FLYTESPARK_TEMPLATE_PROTOBUF = 1, FLYTESPARK_TEMPLATE_JSON = 2 };

/* How much a log message matters. */
enum {
  FLYTESPARK_LOG_DEBUG = 0,
  FLYTESPARK_LOG_INFO = 1,
  FLYTESPARK_LOG_WARNING = 2,
  FLYTESPARK_LOG_ERROR = 3
};

/* One configuration, read once; shared by all its tasks, which it must outlive. */
typedef struct flytespark_plugin flytespark_plugin;

/* One attempt of one task: its template and its execution, read once. */
typedef struct flytespark_task flytespark_task;

/* Why a call failed. Never changes; any thread may read it. */
typedef struct flytespark_error flytespark_error;

/* An answer that the library made and the caller owns. May be moved by copying the struct, as long
 * as one copy alone is released. */
typedef struct flytespark_buffer {
  /* UTF-8, not NUL-terminated; NULL when empty. */
  const char *data;
  /* In bytes. */
  size_t size;
  /* Frees the data and makes the buffer empty; NULL in an empty buffer. A host calls it directly or
   * through flytespark_buffer_release. Any thread. */
  void (*release)(struct flytespark_buffer *self);
  /* The library's own. */
  void *private_data;
} flytespark_buffer;

/* What a host lends to a plugin. Set struct_size to sizeof(flytespark_host), and what is not needed
 * to NULL. The struct is copied; `user` is kept.
 *
 * Callbacks run on the thread that called the library, so several at once when several threads call
 * it. They must return, and neither longjmp nor throw (a C++ exception is caught all the same: from
 * log and now_unix_ms it ends the call with FLYTESPARK_INTERNAL, from user_free it is dropped).
 * They must not free the handle that the running call uses. */
typedef struct flytespark_host {
  /* How much of this struct the host knows, in bytes. More than the library knows is ignored. */
  size_t struct_size;
  /* Given to each callback as it is. */
  void *user;
  /* Called exactly once with `user`: by flytespark_plugin_free, or by flytespark_plugin_new when it
   * fails. Never by another function. */
  void (*user_free)(void *user);
  /* Something worth knowing that is no error, such as an unknown key in the configuration.
   *   level        one of FLYTESPARK_LOG_*
   *   message      one sentence
   *   fields_json  one JSON object, such as {"document":"config","path":"/plugins/k8s/oops"}
   * Both texts are borrowed for the callback and not NUL-terminated. NULL: nothing is logged. */
  void (*log)(void *user, int32_t level, const char *message, size_t message_size,
              const char *fields_json, size_t fields_json_size);
  /* The time in Unix milliseconds, for calls that are given FLYTESPARK_NOW; a negative answer says
   * that there is none. NULL: the host gives the time with each call. */
  int64_t (*now_unix_ms)(void *user);
} flytespark_host;

/* Read an operator's configuration.
 *   config  Flyte's own configuration (plugins.spark, plugins.k8s, storage), and plugins.flytespark
 *           for what only this library knows; empty text stands for all defaults
 *   format  FLYTESPARK_CONFIG_YAML or FLYTESPARK_CONFIG_JSON
 *   host    copied; may be NULL: no log, no clock. Keys of Flyte's that are unknown, or without
 *           effect here, are logged as warnings during this call
 *   plugin  out: the caller frees it with flytespark_plugin_free, after all its tasks
 *   error   out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_ARGUMENT  plugin is NULL, (NULL, size), an unknown format; a host whose
 *                              struct_size is less than sizeof(flytespark_host) was in 1.0 (its
 *                              user_free runs if struct_size reaches it)
 * FLYTESPARK_INVALID_YAML      the text is no YAML
 * FLYTESPARK_INVALID_JSON      the text is no JSON object
 * FLYTESPARK_INVALID_CONFIG    a wrong type or value; an unknown key under plugins.flytespark
 * FLYTESPARK_LIMIT             the text is too large or too deep
 * FLYTESPARK_OUT_OF_MEMORY, FLYTESPARK_INTERNAL
 * On each of these user_free has run. Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_plugin_new(
    const char *config, size_t config_size, int32_t format, const flytespark_host *host,
    flytespark_plugin **plugin, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Free a plugin and run its host's user_free.
 *   plugin  may be NULL; its tasks must have been freed before
 * Threads: any; the last call on this handle. Since: 1.0 */
FLYTESPARK_EXPORT void flytespark_plugin_free(flytespark_plugin *plugin) FLYTESPARK_NOEXCEPT;

/* Read one attempt of one task, to build it once and look at it often.
 *   plugin           borrowed, and used by the task until that is freed
 *   template_format  FLYTESPARK_TEMPLATE_PROTOBUF or FLYTESPARK_TEMPLATE_JSON
 *   task_template    a flyteidl core.TaskTemplate, of Flyte 1 or 2; as JSON, member names and enums
 *                    in any spelling that protobuf allows. Unknown fields are skipped
 *   execution        JSON document: who runs the task, where, with which overrides; see
 *                    examples/documents/execution.json. Every member is optional, and empty text
 *                    stands for {}. Members that nobody reads are logged as warnings
 *   task             out: the caller frees it with flytespark_task_free
 *   error            out, may be NULL: the caller frees it
 * Whether the template describes a Spark task that can run is for flytespark_build to say.
 * FLYTESPARK_INVALID_ARGUMENT  plugin or task is NULL, (NULL, size), an unknown format
 * FLYTESPARK_INVALID_PROTOBUF  the template is cut off or no protobuf
 * FLYTESPARK_INVALID_JSON      the template or the execution is not one JSON object
 * FLYTESPARK_INVALID_DOCUMENT  a member of one of them has the wrong type or value
 * FLYTESPARK_LIMIT             one of them is too large or too deep
 * FLYTESPARK_OUT_OF_MEMORY, FLYTESPARK_INTERNAL
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_task_new(
    const flytespark_plugin *plugin, int32_t template_format, const char *task_template,
    size_t task_template_size, const char *execution, size_t execution_size, flytespark_task **task,
    flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Free a task.
 *   task  may be NULL
 * Threads: any; the last call on this handle. Since: 1.0 */
FLYTESPARK_EXPORT void flytespark_task_free(flytespark_task *task) FLYTESPARK_NOEXCEPT;

/* Build the SparkApplication of a task.
 *   task         borrowed; may be used by other threads meanwhile
 *   cluster      JSON document: pod templates, host environment, what the operator supports; see
 *                examples/documents/cluster.json. Empty text stands for {}
 *   now_unix_ms  the time of the build in Unix milliseconds; it goes into the application as its
 *                start time and, when given, makes the answer repeatable to the byte. Negative
 *                (FLYTESPARK_NOW): ask the now_unix_ms of the plugin's host
 *   manifest     out: SparkApplication sparkoperator.k8s.io/v1beta2 with its object metadata, as
 *                JSON without white space, fields in the order of the CRD's Go types, keys of maps
 *                sorted; the caller releases it
 *   error        out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_ARGUMENT  task or manifest is NULL, (NULL, size), or FLYTESPARK_NOW and the
 *                              host has no clock, or one that answered with a negative time
 * FLYTESPARK_INVALID_JSON      the cluster is not one JSON object
 * FLYTESPARK_INVALID_DOCUMENT  a member of the cluster has the wrong type
 * FLYTESPARK_BAD_TASK          `custom` is no SparkJob, or names neither a main class nor a main
 *                              file; a pod spec that does not fit; no primary container; other
 *                              faults that Flyte reports as BadTaskSpecification
 * FLYTESPARK_BUILD_FAILED      the reference fails here for another reason
 * FLYTESPARK_LIMIT             the cluster is too large or too deep, or an argument becomes too
 *                              large
 * FLYTESPARK_OUT_OF_MEMORY, FLYTESPARK_INTERNAL
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_build(const flytespark_task *task, const char *cluster,
                                                   size_t cluster_size, int64_t now_unix_ms,
                                                   flytespark_buffer *manifest,
                                                   flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say by which object the application of a task is looked up, without building it.
 *   task      borrowed; may be used by other threads meanwhile
 *   identity  out: JSON object with kind, apiVersion and metadata (name, namespace, labels,
 *             annotations, owner) as flytespark_build gives them; the caller releases it
 *   error     out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_ARGUMENT  task or identity is NULL
 * FLYTESPARK_OUT_OF_MEMORY, FLYTESPARK_INTERNAL
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_identity(const flytespark_task *task,
                                                      flytespark_buffer *identity,
                                                      flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Check a configuration without keeping it. An invalid one is an error, as for a plugin.
 *   config  as for flytespark_plugin_new
 *   format  FLYTESPARK_CONFIG_YAML or FLYTESPARK_CONFIG_JSON
 *   host    borrowed for the call, user_free is not run; may be NULL. Its log hears all warnings
 *   report  out: JSON document
 *             {"schema":"flytespark.config_report/v1",
 *              "warnings":[{"message":"one sentence","path":"/plugins/k8s/oops"}]}
 *           with `path` a JSON pointer into the configuration, absent where there is none; the
 *           caller releases it
 *   error   out, may be NULL: the caller frees it
 * Codes: as flytespark_plugin_new. Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_validate_config(
    const char *config, size_t config_size, int32_t format, const flytespark_host *host,
    flytespark_buffer *report, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say how a task fares, from what Kubernetes has of it.
 *   task         borrowed; may be used by other threads meanwhile
 *   application  the SparkApplication as read from Kubernetes, as JSON. Any part of its status may
 *                be missing
 *   driver_pod   the Pod that the application's status names as its driver, as JSON; empty text
 *                when there is none. Another pod counts as none
 *   previous     the answer to the last observation, of which phase, version and reason are read;
 *                empty text when this is the first. It decides the version: within a phase that
 *                grows with each new reason
 *   now_unix_ms  the time of the observation in Unix milliseconds; negative (FLYTESPARK_NOW) asks
 *                the host's clock
 *   status       out: JSON document
 *                  {"schema":"flytespark.status/v1","cleanup_on_failure":false,
 *                   "completion_time":"2026-08-01T10:00:00Z",
 *                   "error":{"code":"DownstreamSystemError","kind":"USER","message":"..."},
 *                   "info":{"custom_info":{"sparkDriverUI":"https://..."},
 *                           "log_context":{"pods":[...],"primaryPodName":"..."},
 *                           "logs":[{"uri":"...","name":"...","messageFormat":"JSON",
 *                                    "ShowWhilePending":true,"HideOnceFinished":true,
 *                                    "linkType":"DASHBOARD","ready":true}],
 *                           "occurred_at":"...","reported_at":null},
 *                   "phase":"Running","reason":"...","terminal":false,"version":0}
 *                  phase    Queued, Initializing, Running, Success, RetryableFailure,
 *                           PermanentFailure
 *                  error    with failures alone; its kind (USER, SYSTEM, UNKNOWN) says whose fault
 *                           it is: only a user's counts against the retries of the task
 *                  logs     of each, zero values are left out
 *                  terminal whether the operator is done, whatever the phase
 *                When a pod that never came to run fails the task, `info` has neither custom_info
 *                nor log_context, and no logs. The caller releases it
 *   error        out, may be NULL: the caller frees it
 * The host's log hears, at FLYTESPARK_LOG_DEBUG, of each link that keeps a placeholder.
 * FLYTESPARK_INVALID_ARGUMENT  task or status is NULL, (NULL, size), no clock
 * FLYTESPARK_INVALID_JSON      an input is not one JSON object
 * FLYTESPARK_INVALID_DOCUMENT  a member that is read has the wrong type or value; another kind of
 *                              object than a SparkApplication; a previous phase that does not exist
 * FLYTESPARK_LIMIT             an input is too large or too deep; links become too large
 * FLYTESPARK_OUT_OF_MEMORY, FLYTESPARK_INTERNAL
 * Threads: any, concurrently. Since: 1.1
 * Source: flyteplugins k8s/spark/spark.go GetTaskPhase */
FLYTESPARK_EXPORT flytespark_code flytespark_observe(
    const flytespark_task *task, const char *application, size_t application_size,
    const char *driver_pod, size_t driver_pod_size, const char *previous, size_t previous_size,
    int64_t now_unix_ms, flytespark_buffer *status, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say whether the operator is done with an application.
 *   application  as for flytespark_observe
 *   terminal     out: 1 in the states COMPLETED, FAILED and SUBMISSION_FAILED, else 0
 *   error        out, may be NULL: the caller frees it
 * Codes: as flytespark_observe. Threads: any, concurrently. Since: 1.1 */
FLYTESPARK_EXPORT flytespark_code
flytespark_is_terminal(const char *application, size_t application_size, int32_t *terminal,
                       flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say when an application ended.
 *   application  as for flytespark_observe
 *   unix_ms      out: the first that is set of its termination, last submission and creation, in
 *                Unix milliseconds; -62135596800000, which is the year 1, when none is
 *   error        out, may be NULL: the caller frees it
 * Codes: as flytespark_observe. Threads: any, concurrently. Since: 1.1 */
FLYTESPARK_EXPORT flytespark_code
flytespark_completion_time(const char *application, size_t application_size, int64_t *unix_ms,
                           flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Make log links for any pod, Spark or not.
 *   plugin   borrowed: its configuration has the blocks
 *   request  JSON document, every member optional; see examples/documents/links.json:
 *              {"block":"logs","variables":{"podName":"p","namespace":"n"},"vscode":false,
 *               "task_config":{"link_type":"vscode"},
 *               "log_links":[{"name":"..","uri":"..","messageFormat":"JSON"}]}
 *              block        `logs` (plugins.logs, the default), a block of plugins.spark.logs
 *                           (mixed, user, system, all-user), or an object with a block's own keys
 *              variables    what placeholders stand for, by name; a name that links do not know is
 *                           a variable of the caller's
 *              vscode       whether the dynamic link of that name is wanted
 *              task_config  the config of the task template: link_type lists the dynamic links
 *                           wanted, and {{ .taskConfig.NAME }} stands for the others
 *              log_links    links of the task's own, which come first
 *   links    out: {"schema":"flytespark.links/v1","logs":[...]}, with logs as in a status; the
 *            caller releases it
 *   error    out, may be NULL: the caller frees it
 * A placeholder without a value stays as it is, and the host's log hears of it.
 * FLYTESPARK_INVALID_ARGUMENT  plugin or links is NULL, (NULL, size)
 * FLYTESPARK_INVALID_JSON, FLYTESPARK_INVALID_DOCUMENT
 * FLYTESPARK_INVALID_CONFIG    a block of the request's own has a wrong type or value
 * FLYTESPARK_LIMIT             the request is too large or too deep; links become too large
 * FLYTESPARK_OUT_OF_MEMORY, FLYTESPARK_INTERNAL
 * Threads: any, concurrently. Since: 1.1 */
FLYTESPARK_EXPORT flytespark_code
flytespark_render_links(const flytespark_plugin *plugin, const char *request, size_t request_size,
                        flytespark_buffer *links, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say whether a link is to be shown in a phase: not after the end when it says HideOnceFinished,
 * not while the task is queued or initializing unless it says ShowWhilePending.
 *   link     one of the logs of a status, as JSON
 *   phase    the name of a phase, as in a status
 *   visible  out: 1 or 0
 *   error    out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_DOCUMENT also when there is no such phase. Other codes: as flytespark_observe.
 * Threads: any, concurrently. Since: 1.1
 * Source: flyteadmin repositories/transformers/task_execution.go */
FLYTESPARK_EXPORT flytespark_code
flytespark_link_visible(const char *link, size_t link_size, const char *phase, size_t phase_size,
                        int32_t *visible, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say what it means for a task that its build failed.
 *   plugin   borrowed; the line of Flyte that it answers for decides
 *   failure  the error that flytespark_build or flytespark_task_new gave; borrowed
 *   verdict  out: as of flytespark_classify_create_error. PermanentFailure: the task itself is at
 *            fault. Undefined: Flyte would try again, as for any fault that is not of the task
 *   error    out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_ARGUMENT  plugin, failure or verdict is NULL
 * Threads: any, concurrently. Since: 1.1
 * Source: executor taskaction_controller.go; for Flyte 1.16 plugin_manager.go launchResource */
FLYTESPARK_EXPORT flytespark_code flytespark_classify_build_error(
    const flytespark_plugin *plugin, const flytespark_error *failure, flytespark_buffer *verdict,
    flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say what it means for a task that the API server refused to create its application.
 *   plugin      borrowed; the line of Flyte that it answers for decides
 *   api_status  the Status object that the API server answered, as JSON, of which code, reason and
 *               message are read
 *   verdict     out: JSON document
 *                 {"schema":"flytespark.verdict/v1",
 *                  "error":{"code":"RuntimeFailure","kind":"USER","message":"..."},
 *                  "phase":"RetryableFailure","reason":"","retryable":true}
 *               phase Queued, without an error: the application is there already. Undefined: the
 *               same call may succeed later. RetryableFailure: another attempt of the task may.
 *               The caller releases it
 *   error       out, may be NULL: the caller frees it
 * Codes: as flytespark_observe; FLYTESPARK_INVALID_ARGUMENT also when plugin is NULL.
 * Threads: any, concurrently. Since: 1.1
 * Source: executor plugin_manager.go launchResource */
FLYTESPARK_EXPORT flytespark_code flytespark_classify_create_error(
    const flytespark_plugin *plugin, const char *api_status, size_t api_status_size,
    flytespark_buffer *verdict, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* The same for an application that could not be read: one that is gone is a failure of the system,
 * anything else leaves the phase Undefined.
 *   task  borrowed; its namespace and name are told in the message
 * The other arguments and codes: as flytespark_classify_create_error; FLYTESPARK_INVALID_ARGUMENT
 * also when task is NULL. Threads: any, concurrently. Since: 1.1 */
FLYTESPARK_EXPORT flytespark_code flytespark_classify_get_error(
    const flytespark_task *task, const char *api_status, size_t api_status_size,
    flytespark_buffer *verdict, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Draw the conclusion of an observation from what only its host knows. A task that succeeded but
 * left an error document has failed as that says, and an application that is deleted before its
 * task is done is a failure of the system; otherwise the status stays as it is.
 *   task            borrowed
 *   status          the answer of flytespark_observe
 *   application     the application that was observed; its deletionTimestamp counts
 *   error_document  the content of error.pb under the task's output prefix: a flyteidl
 *                   core.ErrorDocument. NULL when there is no such file; not NULL with size 0 is an
 *                   empty file
 *   concluded       out: a document flytespark.status/v1; the caller releases it
 *   error           out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_ARGUMENT  task or concluded is NULL, (NULL, size)
 * FLYTESPARK_INVALID_PROTOBUF  the error document is cut off or no protobuf
 * Other codes: as flytespark_observe. Threads: any, concurrently. Since: 1.1
 * Source: executor plugin_manager.go checkResourcePhase */
FLYTESPARK_EXPORT flytespark_code flytespark_conclude(
    const flytespark_task *task, const char *status, size_t status_size, const char *application,
    size_t application_size, const char *error_document, size_t error_document_size,
    flytespark_buffer *concluded, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* Say at which address the operator will show the Spark UI of an application.
 *   format       the operator's ingress-url-format, with {{$appName}}, {{$appNamespace}} and
 *                {{$appId}}
 *   application  as for flytespark_observe
 *   url          out: text; the caller releases it
 *   error        out, may be NULL: the caller frees it
 * FLYTESPARK_INVALID_DOCUMENT also when the format does not become a URL. Other codes: as
 * flytespark_observe. Threads: any, concurrently. Since: 1.1
 * Source: spark-operator controller/sparkapplication driveringress.go */
FLYTESPARK_EXPORT flytespark_code flytespark_ingress_url(
    const char *format, size_t format_size, const char *application, size_t application_size,
    flytespark_buffer *url, flytespark_error **error) FLYTESPARK_NOEXCEPT;

/* The code of an error, the same that the failed call returned.
 *   error  borrowed; NULL gives FLYTESPARK_OK
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_error_code(const flytespark_error *error)
    FLYTESPARK_NOEXCEPT;

/* What is wrong, for people: one sentence, the reference's own where it has one.
 *   error  borrowed; NULL gives an empty text
 *   size   out, may be NULL: bytes of the answer
 * The answer is UTF-8, never NULL, followed by a NUL that `size` does not count, and lives as long
 * as the error. Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT const char *flytespark_error_message(const flytespark_error *error,
                                                       size_t *size) FLYTESPARK_NOEXCEPT;

/* What is wrong, for programs: a JSON document.
 *   error  borrowed; NULL gives an empty text
 *   size   out, may be NULL: bytes of the answer
 * The answer lives as long as the error and ends in a NUL like the message:
 *   {"schema":"flytespark.error/v1","document":"config","path":"/plugins/k8s/oops",
 *    "code":"BadTaskSpecification","retryable":false}
 *   document   the input at fault, by the name of its parameter: config, task_template, execution,
 *              cluster, application, driver_pod, previous, ...; absent when none is
 *   path       JSON pointer to the value at fault within it, "" for all of it; absent with document
 *   code       the error code of Flyte itself; absent where Flyte gives none
 *   retryable  whether the same call can succeed later
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT const char *flytespark_error_details(const flytespark_error *error,
                                                       size_t *size) FLYTESPARK_NOEXCEPT;

/* Free an error.
 *   error  may be NULL
 * Threads: any; the last call on this error. Since: 1.0 */
FLYTESPARK_EXPORT void flytespark_error_free(flytespark_error *error) FLYTESPARK_NOEXCEPT;

/* Release a buffer and make it empty: the same as calling its own `release` unless that is NULL.
 *   buffer  may be NULL or empty, so releasing twice is harmless
 * Threads: any; the last use of its data. Since: 1.0 */
FLYTESPARK_EXPORT void flytespark_buffer_release(flytespark_buffer *buffer) FLYTESPARK_NOEXCEPT;

/* The ABI that the library speaks: major * 65536 + minor. For saying why a library was refused.
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT uint32_t flytespark_abi_version(void) FLYTESPARK_NOEXCEPT;

/* The release of the library, such as "1.4.2": static, NUL-terminated.
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT const char *flytespark_version(void) FLYTESPARK_NOEXCEPT;

/* All functions above as one table, for hosts that load the library with dlopen: flytespark_get_api
 * is the only symbol they need. Slots stand in the order in which they came and are only ever
 * appended; a function that the library does not have is NULL, as is every slot beyond
 * struct_size. */
typedef struct flytespark_api {
  /* How much of the table is filled, in bytes. */
  size_t struct_size;
  /* What the library speaks. */
  uint32_t abi_major;
  uint32_t abi_minor;

  /* Since 1.0 */
  flytespark_code (*plugin_new)(const char *config, size_t config_size, int32_t format,
                                const flytespark_host *host, flytespark_plugin **plugin,
                                flytespark_error **error);
  void (*plugin_free)(flytespark_plugin *plugin);
  flytespark_code (*task_new)(const flytespark_plugin *plugin, int32_t template_format,
                              const char *task_template, size_t task_template_size,
                              const char *execution, size_t execution_size, flytespark_task **task,
                              flytespark_error **error);
  void (*task_free)(flytespark_task *task);
  flytespark_code (*build)(const flytespark_task *task, const char *cluster, size_t cluster_size,
                           int64_t now_unix_ms, flytespark_buffer *manifest,
                           flytespark_error **error);
  flytespark_code (*identity)(const flytespark_task *task, flytespark_buffer *identity,
                              flytespark_error **error);
  flytespark_code (*validate_config)(const char *config, size_t config_size, int32_t format,
                                     const flytespark_host *host, flytespark_buffer *report,
                                     flytespark_error **error);
  flytespark_code (*error_code)(const flytespark_error *error);
  const char *(*error_message)(const flytespark_error *error, size_t *size);
  const char *(*error_details)(const flytespark_error *error, size_t *size);
  void (*error_free)(flytespark_error *error);
  void (*buffer_release)(flytespark_buffer *buffer);
  uint32_t (*abi_version)(void);
  const char *(*version)(void);
  /* Since 1.1 */
  flytespark_code (*observe)(const flytespark_task *task, const char *application,
                             size_t application_size, const char *driver_pod,
                             size_t driver_pod_size, const char *previous, size_t previous_size,
                             int64_t now_unix_ms, flytespark_buffer *status,
                             flytespark_error **error);
  flytespark_code (*is_terminal)(const char *application, size_t application_size,
                                 int32_t *terminal, flytespark_error **error);
  flytespark_code (*completion_time)(const char *application, size_t application_size,
                                     int64_t *unix_ms, flytespark_error **error);
  flytespark_code (*render_links)(const flytespark_plugin *plugin, const char *request,
                                  size_t request_size, flytespark_buffer *links,
                                  flytespark_error **error);
  flytespark_code (*link_visible)(const char *link, size_t link_size, const char *phase,
                                  size_t phase_size, int32_t *visible, flytespark_error **error);
  flytespark_code (*classify_build_error)(const flytespark_plugin *plugin,
                                          const flytespark_error *failure,
                                          flytespark_buffer *verdict, flytespark_error **error);
  flytespark_code (*classify_create_error)(const flytespark_plugin *plugin, const char *api_status,
                                           size_t api_status_size, flytespark_buffer *verdict,
                                           flytespark_error **error);
  flytespark_code (*classify_get_error)(const flytespark_task *task, const char *api_status,
                                        size_t api_status_size, flytespark_buffer *verdict,
                                        flytespark_error **error);
  flytespark_code (*conclude)(const flytespark_task *task, const char *status, size_t status_size,
                              const char *application, size_t application_size,
                              const char *error_document, size_t error_document_size,
                              flytespark_buffer *concluded, flytespark_error **error);
  flytespark_code (*ingress_url)(const char *format, size_t format_size, const char *application,
                                 size_t application_size, flytespark_buffer *url,
                                 flytespark_error **error);
} flytespark_api;

/* Fill the host's table.
 *   abi_major  the FLYTESPARK_ABI_MAJOR that the host was compiled with
 *   api        out: all api_size bytes are set to zero, then the header and as many slots as both
 *              sides know are filled in; a slot that api_size cuts in two stays zero
 *   api_size   the host's sizeof(flytespark_api), which may be older or newer than the library's
 * FLYTESPARK_INVALID_ARGUMENT  api is NULL; api_size is less than the three fields before the first
 *                              slot, or over FLYTESPARK_MAX_API_BYTES (then nothing is written)
 * FLYTESPARK_UNSUPPORTED_ABI   the library speaks another major, told by flytespark_abi_version;
 *                              the table stays zero
 * Threads: any, concurrently. Since: 1.0 */
FLYTESPARK_EXPORT flytespark_code flytespark_get_api(uint32_t abi_major, flytespark_api *api,
                                                     size_t api_size) FLYTESPARK_NOEXCEPT;

#ifdef __cplusplus
}
#endif

#endif
