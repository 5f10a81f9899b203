// Costly things that one thread at a time may use, such as ICU's formatters: lent, and kept for the
// next. Each thread having its own would be a set of them for every company that is open.
#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace vefa {

template <class T>
class Lender {
 public:
  using Make = std::function<std::unique_ptr<T>()>;
  class Loan {
   public:
    Loan(Lender& lender, std::unique_ptr<T> thing) : lender_(lender), thing_(std::move(thing)) {}
    ~Loan() { lender_.give_back(std::move(thing_)); }
    Loan(Loan const&) = delete;
    Loan& operator=(Loan const&) = delete;
    T& operator*() const { return *thing_; }
    T* operator->() const { return thing_.get(); }

   private:
    Lender& lender_;
    std::unique_ptr<T> thing_;
  };

  explicit Lender(Make make = [] { return std::make_unique<T>(); }) : make_(std::move(make)) {}

  /// One that nobody uses, or a new one; throws what making one throws.
  Loan lend() {
    {
      std::lock_guard const lock(mutex_);
      if (!free_.empty()) {
        auto thing = std::move(free_.back());
        free_.pop_back();
        return {*this, std::move(thing)};
      }
    }
    return {*this, make_()};
  }

 private:
  static constexpr std::size_t kMostKept = 16;

  void give_back(std::unique_ptr<T> thing) {
    std::lock_guard const lock(mutex_);
    if (free_.size() < kMostKept) free_.push_back(std::move(thing));
  }

  Make const make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<T>> free_;
};

}  // namespace vefa
