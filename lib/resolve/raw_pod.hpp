// The task's target -> the pod spec it describes, before Flyte adds anything.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {

// Where a pod stands in the inputs, for errors.
struct PodSource {
  std::string_view document;
  std::string_view pod_spec;  // JSON pointers
  std::string_view primary;
  bool is_single_container = false;  // `pod_spec` is that of the one container
};

struct RawPod {
  Value pod_spec;            // core/v1 PodSpec; its own struct, lists may be shared
  std::string_view primary;  // name of the primary container
  PodSource source;
  KubernetesMetadata metadata = {};  // the task's own of its pod
};

Result<RawPod> build_raw_pod(const BuildInputs& inputs);

}  // namespace flytespark
