// Labels and annotations, as flyteidl's K8sObjectMetadata carries them.
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"
#include "lib/base/value.hpp"

namespace flytespark {

// Maps of strings, sorted; null when empty.
struct KubernetesMetadata {
  Value labels;
  Value annotations;
};

// Throws protozero::exception where the message is cut off.
KubernetesMetadata read_kubernetes_metadata(std::string_view protobuf, Arena& arena);

}  // namespace flytespark
