// Fields in the order of the CRD's Go types; whatever the plugin never sets is left out, as Go
// leaves it out.
//
// Source: flyteplugins spark.go createSparkApplication; spark-operator v2.5.2 api/v1beta2
// sparkapplication_types.go
// Kept: mainApplicationFile is null for a job with only a main class; sparkVersion is "3.0.0" with
// pod templates and "" without; the executor has a service account only with a template, save in
// the older line; cores and instances of 0 are left out.
#include "lib/manifest/spark_application.hpp"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <system_error>

#include "lib/base/arena.hpp"
#include "lib/base/buffer.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/json_writer.hpp"
#include "lib/k8s/core_v1.hpp"
#include "lib/k8s/encode.hpp"
#include "lib/k8s/schema.hpp"
#include "lib/manifest/object_metadata.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/environment.hpp"
#include "lib/resolve/resolved_spec.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {
namespace {

namespace container = k8s::container;

std::string_view application_type(std::int64_t type) {
  switch (type) {
    case SparkJob::kJava:
      return "Java";
    case SparkJob::kScala:
      return "Scala";
    case SparkJob::kR:
      return "R";
    default:
      return "Python";
  }
}

// What a 32-bit strconv.ParseInt takes; 0 for everything else.
std::int32_t parse_int32(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return 0;
  }
  std::int32_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

struct RoleKeys {
  std::string_view cores;
  std::string_view memory;
};

class ApplicationWriter {
 public:
  ApplicationWriter(const ResolvedSpec& spec, const BuildInputs& inputs, Buffer& out)
      : spec_(spec), inputs_(inputs), line_(*inputs.config.line), writer_(out) {
    Arena& arena = inputs.arena;
    max_attempts_ =
        env_var("FLYTE_MAX_ATTEMPTS", decimal(inputs.execution.max_attempts, arena), arena);
  }

  void write() {
    writer_.begin_object();
    write_object_head(inputs_, spec_.metadata, writer_);
    writer_.name("spec");
    writer_.begin_object();
    write_application_fields();
    writer_.name("driver");
    write_driver();
    writer_.name("executor");
    write_executor();
    writer_.name("deps");
    writer_.raw("{}");
    writer_.name("restartPolicy");
    writer_.raw(R"({"type":"OnFailure","onSubmissionFailureRetries":14})");
    if (const Value* scheduler = spec_.spark_conf.find("spark.batchScheduler")) {
      write_string("batchScheduler", scheduler->text());
    }
    writer_.end_object();
    writer_.name("status");
    writer_.raw(
        R"({"lastSubmissionAttemptTime":null,"terminationTime":null,"driverInfo":{},"applicationState":{"state":""}})");
    writer_.end_object();
    writer_.finish();
  }

 private:
  void write_string(std::string_view name, std::string_view text) {
    writer_.name(name);
    writer_.string(text);
  }
  void write_if_any(std::string_view name, std::string_view text) {
    if (!text.empty()) write_string(name, text);
  }
  void write_if_any(std::string_view name, const Value& document) {
    if (document.members().empty() && document.items().empty()) return;
    writer_.name(name);
    writer_.document(document);
  }
  void write_integer_if_any(std::string_view name, std::int32_t number) {
    if (number == 0) return;
    writer_.name(name);
    writer_.integer(number);
  }
  void write_typed(std::string_view name, const k8s::Type& type, const Value& value) {
    bool is_empty =
        (value.is_list() && value.items().empty()) || (value.is_map() && value.members().empty());
    if (value.is_null() || is_empty) return;
    writer_.name(name);
    k8s::encode(type, value, writer_);
  }
  std::string_view conf(std::string_view key) const {
    const Value* value = spec_.spark_conf.find(key);
    return value == nullptr ? std::string_view() : value->text();
  }

  void write_application_fields() {
    const Value& primary = spec_.executor.primary;
    write_string("type", application_type(spec_.job.application_type));
    write_string("sparkVersion", spec_.has_template ? "3.0.0" : "");
    if (line_.mode) write_string("mode", "cluster");
    write_string("image", primary[container::kImage].text());
    write_if_any("mainClass", spec_.job.main_class);
    writer_.name("mainApplicationFile");
    if (spec_.job.main_application_file.empty()) {
      writer_.null();
    } else {
      writer_.string(spec_.job.main_application_file);
    }
    write_typed("arguments", *k8s::kContainerType.structure->fields[container::kArgs].type,
                primary[container::kArgs]);
    write_if_any("sparkConf", spec_.spark_conf);
    write_if_any("hadoopConf", spec_.job.hadoop_conf);
  }

  void write_driver() {
    writer_.begin_object();
    write_role(spec_.driver, {"spark.driver.cores", "spark.driver.memory"});
    write_string("serviceAccount", spec_.service_account);
    write_priority_class(spec_.driver);
    writer_.end_object();
  }

  void write_executor() {
    writer_.begin_object();
    write_role(spec_.executor, {"spark.executor.cores", "spark.executor.memory"});
    if (spec_.has_template || line_.executor_service_account) {
      write_string("serviceAccount", spec_.service_account);
    }
    write_integer_if_any("instances", parse_int32(conf("spark.executor.instances")));
    write_priority_class(spec_.executor);
    writer_.end_object();
  }

  void write_priority_class(const ResolvedRole& role) {
    if (!line_.priority_class) return;
    write_if_any("priorityClassName", role.pod_spec[k8s::pod_spec::kPriorityClassName].text());
  }

  // SparkPodSpec, up to the service account.
  void write_role(const ResolvedRole& role, const RoleKeys& keys) {
    using namespace k8s::pod_spec;
    const Value& pod = role.pod_spec;
    if (role.template_spec) {
      writer_.name("template");
      writer_.begin_object();
      writer_.name("metadata");
      writer_.raw("{}");
      writer_.name("spec");
      k8s::encode(k8s::kPodSpecType, role.template_spec, writer_);
      writer_.end_object();
    }
    write_integer_if_any("cores", parse_int32(conf(keys.cores)));
    write_if_any("memory", conf(keys.memory));
    write_string("image", role.primary[container::kImage].text());
    write_environment(role.primary[container::kEnv]);
    write_if_any("labels", role.metadata.labels);
    write_if_any("annotations", role.metadata.annotations);
    write_typed("affinity", k8s::kAffinityType, pod[kAffinity]);
    write_typed("tolerations", field_type(kTolerations), pod[kTolerations]);
    write_typed("podSecurityContext", k8s::kPodSecurityContextType, pod[kSecurityContext]);
    if (line_.container_security_context) {
      write_typed("securityContext", k8s::kSecurityContextType,
                  role.primary[container::kSecurityContext]);
    }
    write_string("schedulerName", pod[kSchedulerName].text());
    writer_.name("hostNetwork");
    writer_.boolean(pod[kHostNetwork].as_bool());
    write_typed("nodeSelector", field_type(kNodeSelector), pod[kNodeSelector]);
    write_typed("dnsConfig", k8s::kPodDNSConfigType, pod[kDNSConfig]);
  }

  void write_environment(const Value& env) {
    writer_.name("env");
    writer_.begin_array();
    for (const Value& variable : env.items()) k8s::encode(k8s::kEnvVarType, variable, writer_);
    k8s::encode(k8s::kEnvVarType, max_attempts_, writer_);
    writer_.end_array();
  }

  static const k8s::Type& field_type(std::size_t field) {
    return *k8s::kPodSpecType.structure->fields[field].type;
  }

  const ResolvedSpec& spec_;
  const BuildInputs& inputs_;
  const FlyteLine& line_;
  JsonWriter writer_;
  Value max_attempts_;
};

}  // namespace

void write_spark_application(const ResolvedSpec& spec, const BuildInputs& inputs, Buffer& out) {
  ApplicationWriter(spec, inputs, out).write();
}

}  // namespace flytespark
