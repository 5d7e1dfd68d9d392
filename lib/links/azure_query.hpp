// A query as Azure's portal takes it in a link: gzip, base64, escaped for a URL.
#pragma once

#include <string_view>

#include "lib/base/arena.hpp"

namespace flytespark {

// What an Azure template asks when it has no query of its own.
//
// Source: flyteplugins tasklog/azure_plugin.go
extern const std::string_view kDefaultAzureQuery;

// Differs: the bytes are those of zlib, not of Go's deflate; unpacked they are the same.
std::string_view encode_azure_query(std::string_view query, Arena& arena);

}  // namespace flytespark
