// What a resource quota's refusal says of the request.
#pragma once

#include <string_view>

namespace flytespark {

// Whether the message of a refusal shows that the request can never be met: of some resource, all
// that the quota has, or more, is asked for.
//
// Source: flytepropeller backoff/handler.go IsResourceRequestsEligible
// Kept: only resources named by letters alone are compared; a list that begins with limits says
// nothing of requests; and an amount that fills the quota exactly counts as too much.
// Differs: an amount that is no quantity is passed over; the reference panics.
bool exceeds_whole_quota(std::string_view message);

}  // namespace flytespark
