// The one file that compiles Boost.JSON itself: Debian's archive of it cannot go into a shared
// library.
#include <boost/json/src.hpp>
