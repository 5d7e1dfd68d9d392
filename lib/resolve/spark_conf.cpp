// Later wins: operator's defaults, the job's python path, the job's own keys, then the keys that
// belong to Flyte (pod name prefix, start time, names of template containers).
// `spark.flyte.NAME.enabled` or `spark.flyteorg.NAME.enabled` with the value "true" is replaced by
// the settings of that feature; the key of an unknown feature stays. A core limit that nobody set
// follows the requested cores, else the cores of that role.
//
// Source: flyteplugins spark.go getSparkConfig, addConfig
// Kept: in the pattern of feature keys a dot matches any character.
// Differs: the reference walks the job's keys as a Go map, so chance decides when a feature and a
// key of the job's own set the same; here the job's keys are taken in ascending order.
#include "lib/resolve/spark_conf.hpp"

#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/utf8.hpp"
#include "lib/base/value.hpp"
#include "lib/context/spark_config.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/environment.hpp"
#include "lib/task/spark_job.hpp"

namespace flytespark {
namespace {

constexpr std::string_view kTrue = "true";

// Settings in the order they were made; the last of a key counts.
class Settings {
 public:
  explicit Settings(std::span<const Member> first) : members_(first.begin(), first.end()) {}

  void set(std::string_view key, std::string_view value) {
    members_.push_back({key, Value::string(value)});
  }
  std::string_view get(std::string_view key) const {
    for (auto member = members_.rbegin(); member != members_.rend(); ++member) {
      if (member->key == key) return member->value.text();
    }
    return {};
  }
  Value finish(Arena& arena) const {
    return sorted_map(arena.copy(std::span<const Member>(members_.data(), members_.size())));
  }

 private:
  boost::container::small_vector<Member, 48> members_;
};

bool is_true(std::string_view value) {
  value = trim(value);
  if (value.size() != kTrue.size()) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if ((value[i] | 0x20) != kTrue[i]) return false;
  }
  return true;
}

void add_job_setting(std::string_view key, std::string_view value, const SparkConfig& config,
                     Settings& settings) {
  std::string_view name = feature_name(key);
  if (!name.empty() && is_true(value)) {
    for (const auto& feature : config.features) {
      if (feature.name != name) continue;
      for (const Member& member : feature.spark_config.members())
        settings.set(member.key, member.value.text());
      return;
    }
  }
  settings.set(key, value);
}

void follow_requested_cores(std::string_view limit, std::string_view request,
                            std::string_view cores, Settings& settings) {
  if (!settings.get(limit).empty()) return;
  std::string_view value = settings.get(request);
  if (value.empty()) value = settings.get(cores);
  if (!value.empty()) settings.set(limit, value);
}

// Takes one character, which must not be a line feed, off the front.
bool take_any(std::string_view& text) {
  if (text.empty() || text[0] == '\n') return false;
  std::size_t size = utf8_sequence_size(text);
  text.remove_prefix(size == 0 ? 1 : size);
  return true;
}

bool take(std::string_view& text, std::string_view literal) {
  if (!text.starts_with(literal)) return false;
  text.remove_prefix(literal.size());
  return true;
}

// Takes one character, which must not be a line feed, off the end.
bool take_any_from_end(std::string_view& text) {
  if (text.empty() || text.back() == '\n') return false;
  while (text.size() > 1 && (static_cast<unsigned char>(text.back()) & 0xc0) == 0x80)
    text.remove_suffix(1);
  text.remove_suffix(1);
  return true;
}

}  // namespace

// ^spark.((flyteorg)|(flyte)).(.+).enabled$
std::string_view feature_name(std::string_view key) {
  for (std::string_view owner : {"flyteorg", "flyte"}) {
    std::string_view rest = key;
    if (!take(rest, "spark") || !take_any(rest) || !take(rest, owner) || !take_any(rest)) continue;
    if (!rest.ends_with("enabled")) continue;
    rest.remove_suffix(std::string_view("enabled").size());
    if (!take_any_from_end(rest)) continue;
    if (!rest.empty() && rest.find('\n') == std::string_view::npos) return rest;
  }
  return {};
}

Value resolve_spark_conf(const SparkJob& job, const BuildInputs& inputs, std::int64_t now_unix_ms,
                         bool has_template) {
  const SparkConfig& config = inputs.config.spark;
  Settings settings(config.spark_config_default.members());
  if (!job.executor_path.empty()) {
    settings.set("spark.pyspark.python", job.executor_path);
    settings.set("spark.pyspark.driver.python", job.executor_path);
  }
  for (const Member& member : job.spark_conf.members()) {
    add_job_setting(member.key, member.value.text(), config, settings);
  }
  follow_requested_cores("spark.kubernetes.driver.limit.cores",
                         "spark.kubernetes.driver.request.cores", "spark.driver.cores", settings);
  follow_requested_cores("spark.kubernetes.executor.limit.cores",
                         "spark.kubernetes.executor.request.cores", "spark.executor.cores",
                         settings);
  settings.set("spark.kubernetes.executor.podNamePrefix", inputs.execution.generated_name);
  settings.set("spark.kubernetes.driverEnv.FLYTE_START_TIME", decimal(now_unix_ms, inputs.arena));
  if (has_template) {
    settings.set("spark.kubernetes.driver.podTemplateContainerName", "spark-kubernetes-driver");
    settings.set("spark.kubernetes.executor.podTemplateContainerName", "spark-kubernetes-executor");
  }
  return settings.finish(inputs.arena);
}

}  // namespace flytespark
