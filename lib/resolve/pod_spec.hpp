// The pod of one role: the task's own pod spec with everything that Flyte, the operator's
// configuration and pod templates add to it.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/resolve/raw_pod.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {

struct ResolvedPod {
  Value pod_spec;            // core/v1 PodSpec
  std::string_view primary;  // name of the primary container
  PodSource source;
  // What comes with pod and pod template; only the older line tells it.
  KubernetesMetadata metadata = {};
};

// Driver and executor differ in `interruptible` alone.
Result<ResolvedPod> resolve_pod_spec(const BuildInputs& inputs, bool interruptible);

}  // namespace flytespark
