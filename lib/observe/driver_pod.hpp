// The driver's pod, which can fail a task before the operator does.
//
// Source: flyteplugins pod_helper.go DemystifyPodStatus's pieces for Spark: demystifyPendingHelper,
// DemystifyFailure; spark.go GetTaskPhase
#pragma once

#include <optional>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"
#include "lib/base/rfc3339.hpp"
#include "lib/context/k8s_config.hpp"
#include "lib/observe/application.hpp"
#include "lib/observe/phase.hpp"

namespace flytespark {

struct PodVerdict {
  PhaseInfo phase;
  // Of a pod that never came to run: then the task has no links and no other information, and it
  // happened at this time.
  bool is_pending = false;
  UnixTime since;
};

// `pod` is core/v1 Pod as JSON; empty text stands for no pod. None unless it is the pod that the
// application names as its driver, and that pod fails the task. Must outlive the answer.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<std::optional<PodVerdict>> judge_driver_pod(std::string_view pod,
                                                   const Application& application,
                                                   const K8sConfig& config, UnixTime now,
                                                   Arena& arena);

}  // namespace flytespark
