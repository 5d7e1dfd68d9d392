// The task's target -> the pod spec it describes, before Flyte adds anything.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"

namespace flytespark {

struct RawPod {
  Value pod_spec;            // core/v1 PodSpec; its own struct, lists may be shared
  std::string_view primary;  // name of the primary container
};

Result<RawPod> build_raw_pod(const BuildInputs& inputs);

}  // namespace flytespark
