// Labels and annotations: those of the application, and those of driver and executor.
#pragma once

#include "flytespark/error.hpp"
#include "lib/resolve/build_inputs.hpp"
#include "lib/task/kubernetes_metadata.hpp"

namespace flytespark {

// The execution's own, and what the older line adds to them: an annotation for each secret of the
// task, the label that has them injected, and who runs the task.
// Errors: kBuildFailed for a secret that cannot be told.
Result<KubernetesMetadata> execution_metadata(const BuildInputs& inputs);

// Of the application; `execution` is the above, or the execution's own where only the application's
// name matters.
KubernetesMetadata application_metadata(const BuildInputs& inputs,
                                        const KubernetesMetadata& execution);

// Of driver or executor in the older line: `pod` comes with the pod and its template, `own` from
// driverPod or executorPod.
KubernetesMetadata role_metadata(const BuildInputs& inputs, const KubernetesMetadata& pod,
                                 const KubernetesMetadata& execution,
                                 const KubernetesMetadata& own);

// `above` over `below`.
KubernetesMetadata merge_metadata(const KubernetesMetadata& below, const KubernetesMetadata& above,
                                  Arena& arena);

}  // namespace flytespark
