// What a container asks of a node: its own requests and limits, overrides, defaults and the
// platform's bounds, resolved.
#pragma once

#include <string_view>

#include "lib/base/value.hpp"
#include "lib/resolve/build_inputs.hpp"

namespace flytespark {

enum class ResourceMode {
  kMergeOverrides,  // the primary container: overrides win, gaps are filled
  kStayInRange,     // any other container: only the platform's bounds apply
};

// The rules of one build, ready to apply to each container.
class ResourceRules {
 public:
  // `accelerator_resource` is what `gpu` stands for.
  ResourceRules(const BuildInputs& inputs, std::string_view accelerator_resource);

  // A core/v1 ResourceRequirements; so is `resources`, and `from_template`, whose resources fill
  // gaps before any default does. Both may be null.
  Value resolve(const Value& resources, const Value& from_template, ResourceMode mode) const;

 private:
  const BuildInputs& inputs_;
  std::string_view accelerator_resource_;
  Value override_limits_;
  Value override_requests_;
  Value platform_limits_;
  Value platform_requests_;
};

}  // namespace flytespark
