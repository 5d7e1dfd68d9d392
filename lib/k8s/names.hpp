// Names as Kubernetes takes them, and how other names become such.
//
// A DNS-1123 label is 1 to 63 of [a-z0-9-] that neither begins nor ends with `-`; a subdomain is
// labels (of any length) joined by dots, 253 characters in all.
#pragma once

#include <cstddef>
#include <string_view>

#include "flytespark/error.hpp"
#include "lib/base/arena.hpp"

namespace flytespark {

bool is_dns1123_label(std::string_view text);
bool is_dns1123_subdomain(std::string_view text);

// A subdomain is answered as it is. Any other name gets a `-` between a lower-case letter or digit
// and the capital behind it, becomes lower-case, loses every character that a subdomain cannot
// hold, and dots and hyphens at both ends. If it is still longer than 253, the last `hash_room` of
// its first 253 characters give way to a `-` and the hash of it all: how many differs between the
// lines of Flyte. The answer may be empty.
//
// Source: flyteplugins pluginmachinery utils dns.go ConvertToDNS1123SubdomainCompatibleString
// Kept: labels that begin or end with `-` beside an inner dot stay, so the answer need not be a
// subdomain. The Kelvin sign and the capital I with a dot have ASCII lower-case forms and so
// survive as `k` and `i`.
std::string_view dns1123_subdomain(std::string_view name, Arena& arena, std::size_t hash_room);

// The value of a label that comes nearest to a text: in lower case, a `-` for every run of other
// characters than a-z, 0-9 and `-`, at most 63 characters, then without `-` at both ends.
//
// Source: flytepropeller pkg/utils/k8s.go SanitizeLabelValue
std::string_view label_value(std::string_view text, Arena& arena);

// `text` if it is no longer than `max` bytes, else `f` and the FNV-1a hash of 32 bits in base 32: 8
// characters. Code::kBuildFailed when `max` is below 8.
//
// Source: flyteplugins pluginmachinery encoding encoder.go FixedLengthUniqueID
Result<std::string_view> fixed_length_id(std::string_view text, std::size_t max, Arena& arena);

// The name of the container that Flyte builds for a task: the generated name if it is a label, else
// four characters.
//
// Source: flyteplugins flytek8s container_helper.go BuildRawContainer
// Differs: the reference draws the four characters at random; here they are made from the name, so
// that one input always gives one manifest.
std::string_view container_name(std::string_view generated_name, Arena& arena);

}  // namespace flytespark
