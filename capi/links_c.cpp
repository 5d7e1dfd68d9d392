// Plugin handle + variables -> log links.
#include <cstddef>
#include <cstdint>

#include "capi/buffer_c.hpp"
#include "capi/guard.hpp"
#include "capi/handles.hpp"  // IWYU pragma: keep
#include "flytespark.h"
#include "flytespark/error.hpp"
#include "flytespark/links.hpp"
#include "lib/base/buffer.hpp"

using flytespark::Buffer;
using flytespark::Result;
namespace capi = flytespark::capi;

flytespark_code flytespark_render_links(const flytespark_plugin* plugin, const char* request,
                                        size_t request_size, flytespark_buffer* links,
                                        flytespark_error** error) noexcept {
  capi::clear(links);
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(plugin, "plugin"));
    FLYTESPARK_CHECK(capi::require(links, "links"));
    FLYTESPARK_TRY(request_text, capi::input(request, request_size, "request"));
    Buffer text;
    FLYTESPARK_CHECK(
        flytespark::render_links(*plugin->core, request_text, plugin->host.log_sink(), text));
    capi::hand_over(text, links);
    return {};
  });
}

flytespark_code flytespark_link_visible(const char* link, size_t link_size, const char* phase,
                                        size_t phase_size, int32_t* visible,
                                        flytespark_error** error) noexcept {
  if (visible != nullptr) *visible = 0;
  return capi::guard(error, [&]() -> Result<void> {
    FLYTESPARK_CHECK(capi::require(visible, "visible"));
    FLYTESPARK_TRY(link_text, capi::input(link, link_size, "link"));
    FLYTESPARK_TRY(phase_text, capi::input(phase, phase_size, "phase"));
    FLYTESPARK_TRY(answer, flytespark::link_visible(link_text, phase_text));
    *visible = answer ? 1 : 0;
    return {};
  });
}
