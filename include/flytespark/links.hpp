// Log links by themselves, for the pods of any task.
#pragma once

#include <string_view>

#include "flytespark/error.hpp"
#include "flytespark/log_sink.hpp"
#include "flytespark/plugin.hpp"

namespace flytespark {

class Buffer;

// Appends the document flytespark.links/v1: the links of one block of the configuration. `request`
// is the JSON document of examples/documents/links.json. `log` hears at level kDebug of links that
// keep a placeholder, during this call only. On an error `links` is as it was.
// Errors: kInvalidJson, kInvalidDocument, kInvalidConfig (a block of the request's own), kLimit.
Result<void> render_links(const Plugin& plugin, std::string_view request, const LogSink& log,
                          Buffer& links);

// Whether a link is to be shown in a phase: not after the end when it says HideOnceFinished, and
// not while the task is queued or initializing unless it says ShowWhilePending. `link` is a JSON
// document as in a status, `phase` a name as in a status.
// Errors: kInvalidJson, kInvalidDocument, kLimit.
Result<bool> link_visible(std::string_view link, std::string_view phase);

}  // namespace flytespark
