// SPDX-License-Identifier: MIT
/// @file
/// libhop-bench-allocations.so, to be preloaded into a proxy: counts how often
/// the program asks for memory, in the file that HOP_ALLOCATIONS names (eight
/// octets, shared). For glibc, whose own functions have a second name.

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier): glibc's names
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
// NOLINTEND(bugprone-reserved-identifier)
}

namespace {

using Counter = std::atomic<std::uint64_t>;

// NOLINTNEXTLINE(*-avoid-non-const-global-variables): found by malloc()
std::atomic<Counter*> counter{nullptr};

/// Before main(): nothing that the program does later is missed.
[[gnu::constructor]] void openCounter() {
  const char* const path = std::getenv("HOP_ALLOCATIONS");
  if (path == nullptr) return;
  const int file = ::open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return;
  void* const memory = ::mmap(nullptr, sizeof(Counter), PROT_READ | PROT_WRITE,
                              MAP_SHARED, file, 0);
  ::close(file);
  if (memory != MAP_FAILED) counter = static_cast<Counter*>(memory);
}

void count() {
  if (auto* const shared = counter.load()) ++*shared;
}

}  // namespace

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

void* malloc(std::size_t size) {
  count();
  return __libc_malloc(size);
}

void* calloc(std::size_t number, std::size_t size) {
  count();
  return __libc_calloc(number, size);
}

void* realloc(void* memory, std::size_t size) {
  count();
  return __libc_realloc(memory, size);
}
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
