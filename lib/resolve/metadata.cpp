// In each, what is named later wins: the configuration's defaults, the template's own (older line),
// the execution's; for a role the defaults, the pod's, the execution's, driverPod's or
// executorPod's.
//
// Source: flytepropeller k8s/plugin_manager.go addObjectMetadata, k8s/task_exec_context.go;
// flyteplugins spark.go createSparkPodSpec, utils/secrets/marshaler.go
#include "lib/resolve/metadata.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/container/small_vector.hpp>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/base32.hpp"
#include "lib/base/flyte_line.hpp"
#include "lib/base/sorted_map.hpp"
#include "lib/base/value.hpp"
#include "lib/context/execution.hpp"
#include "lib/context/plugin_config.hpp"
#include "lib/k8s/merge.hpp"
#include "lib/k8s/names.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/kubernetes_metadata.hpp"
#include "lib/task/secret.hpp"

namespace flytespark {
namespace {

constexpr std::size_t kMaxSecret = std::size_t{256} << 10;
constexpr std::array<std::string_view, 3> kMountRequirements = {"ANY", "ENV_VAR", "FILE"};

// A string in protobuf's text form.
void append_quoted(std::string_view text, std::string& to) {
  to.push_back('"');
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (c == '\n') {
      to += "\\n";
    } else if (c == '\r') {
      to += "\\r";
    } else if (c == '\t') {
      to += "\\t";
    } else if (c == '"' || c == '\\') {
      to.push_back('\\');
      to.push_back(c);
    } else if (byte >= 0x20 && byte < 0x7f) {
      to.push_back(c);
    } else {
      fmt::format_to(std::back_inserter(to), "\\{:03o}", byte);
    }
  }
  to.push_back('"');
}

std::string secret_text(const Secret& secret) {
  std::string text;
  auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    text.append(name).append(": ");
    append_quoted(value, text);
    text.push_back('\n');
  };
  add("group", secret.group);
  add("group_version", secret.group_version);
  add("key", secret.key);
  if (secret.mount_requirement != 0) {
    text.append("mount_requirement: ");
    text.append(kMountRequirements[static_cast<std::size_t>(secret.mount_requirement)]);
    text.push_back('\n');
  }
  add("env_var", secret.env_var);
  return text;
}

Error secret_error(std::string message, std::size_t index) {
  Error error(Code::kBuildFailed, std::move(message),
              fmt::format("/securityContext/secrets/{}", index));
  error.document = "task_template";
  error.before_build = true;
  return error;
}

Result<Value> secret_annotations(std::span<const Secret> secrets, Arena& arena) {
  boost::container::small_vector<Member, 4> annotations;
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    const Secret& secret = secrets[i];
    if (secret.mount_requirement < 0 ||
        static_cast<std::size_t>(secret.mount_requirement) >= kMountRequirements.size()) {
      return secret_error(fmt::format("invalid mount requirement [{}]", secret.mount_requirement),
                          i);
    }
    std::string_view encoded = encode_base32(secret_text(secret), arena);
    if (encoded.size() > kMaxSecret) {
      return secret_error(fmt::format("secret descriptor cannot exceed [{}]", kMaxSecret), i);
    }
    annotations.push_back(
        {arena.copy(fmt::format("flyte.secrets/s{}", i)), Value::string(encoded)});
  }
  return sorted_map(arena.copy(std::span<const Member>(annotations.data(), annotations.size())));
}

Value map_of(std::string_view key, std::string_view value, Arena& arena) {
  Member member{key, Value::string(value)};
  return Value::map(arena.copy(std::span<const Member>(&member, 1)));
}

}  // namespace

KubernetesMetadata merge_metadata(const KubernetesMetadata& below, const KubernetesMetadata& above,
                                  Arena& arena) {
  return {k8s::merge_maps(below.labels, above.labels, arena),
          k8s::merge_maps(below.annotations, above.annotations, arena)};
}

Result<KubernetesMetadata> execution_metadata(const BuildInputs& inputs) {
  const Execution& execution = inputs.execution;
  KubernetesMetadata metadata{execution.labels, execution.annotations};
  if (!inputs.config.line->injects_secrets) return metadata;
  Arena& arena = inputs.arena;
  KubernetesMetadata injected;
  if (!inputs.task_template.secrets.empty()) {
    FLYTESPARK_TRY(annotations, secret_annotations(inputs.task_template.secrets, arena));
    injected.annotations = annotations;
    injected.labels = map_of("inject-flyte-secrets", "true", arena);
  }
  if (!execution.run_as_identity.empty()) {
    injected.labels = k8s::merge_maps(
        injected.labels,
        map_of("execution-identity", label_value(execution.run_as_identity, arena), arena), arena);
  }
  return merge_metadata(metadata, injected, arena);
}

KubernetesMetadata application_metadata(const BuildInputs& inputs,
                                        const KubernetesMetadata& execution) {
  KubernetesMetadata metadata{inputs.config.k8s.default_labels,
                              inputs.config.k8s.default_annotations};
  if (inputs.config.line->task_metadata) {
    metadata = merge_metadata(metadata, inputs.task_template.metadata, inputs.arena);
  }
  return merge_metadata(metadata, execution, inputs.arena);
}

KubernetesMetadata role_metadata(const BuildInputs& inputs, const KubernetesMetadata& pod,
                                 const KubernetesMetadata& execution,
                                 const KubernetesMetadata& own) {
  KubernetesMetadata metadata{inputs.config.k8s.default_labels,
                              inputs.config.k8s.default_annotations};
  for (const KubernetesMetadata* above : {&pod, &execution, &own}) {
    metadata = merge_metadata(metadata, *above, inputs.arena);
  }
  return metadata;
}

}  // namespace flytespark
