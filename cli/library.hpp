// How the command line talks to the library, and about it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "flytespark.hpp"

namespace flytespark::cli {

// Which file each document came from, so that an error can name it: {"execution": "run.json"}.
using Sources = std::map<std::string, std::string, std::less<>>;

// Runs a command; a refusal or a file that cannot be read is reported and becomes its exit code.
int run_command(const Sources& sources, const std::function<int()>& command);

// Writes one line to standard error: file, pointer, message, and what to do about it.
void report(const abi::Error& error, const Sources& sources);

// A host that writes warnings to standard error as they come.
abi::Host warning_host(const Sources& sources);

// A member of a flat JSON object of strings; "" when absent.
std::string string_member(std::string_view json, std::string_view key);

}  // namespace flytespark::cli
