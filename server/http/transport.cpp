#include "http/transport.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

namespace vefa::http {
namespace {

class Plain final : public Transport {
 public:
  using Transport::Transport;
  Awaitable<bool> handshake() override { co_return true; }
  Awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& error) override {
    return socket_.async_read_some(into, asio::redirect_error(kAwait, error));
  }
  Awaitable<std::size_t> write(std::array<asio::const_buffer, 2> bytes,
                               error_code& error) override {
    return asio::async_write(socket_, bytes, asio::redirect_error(kAwait, error));
  }
  Awaitable<void> finish() override {
    error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    co_return;
  }
};

class Tls final : public Transport {
 public:
  Tls(Socket socket, asio::ssl::context& context)
      : Transport(std::move(socket)), stream_(socket_, context) {}
  Awaitable<bool> handshake() override {
    error_code error;
    co_await stream_.async_handshake(asio::ssl::stream_base::server,
                                     asio::redirect_error(kAwait, error));
    co_return !error;
  }
  Awaitable<std::size_t> read_some(asio::mutable_buffer into, error_code& error) override {
    return stream_.async_read_some(into, asio::redirect_error(kAwait, error));
  }
  Awaitable<std::size_t> write(std::array<asio::const_buffer, 2> bytes,
                               error_code& error) override {
    return asio::async_write(stream_, bytes, asio::redirect_error(kAwait, error));
  }
  Awaitable<void> finish() override {
    error_code ignored;
    co_await stream_.async_shutdown(asio::redirect_error(kAwait, ignored));
    socket_.shutdown(Socket::shutdown_send, ignored);
  }

 private:
  asio::ssl::stream<Socket&> stream_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(Socket socket) {
  return std::make_unique<Plain>(std::move(socket));
}

std::unique_ptr<Transport> tls_transport(Socket socket, asio::ssl::context& context) {
  return std::make_unique<Tls>(std::move(socket), context);
}

std::shared_ptr<asio::ssl::context> tls_context(std::string const& certificate_file,
                                                std::string const& key_file) {
  auto context = std::make_shared<asio::ssl::context>(asio::ssl::context::tls_server);
  context->set_options(asio::ssl::context::default_workarounds | asio::ssl::context::no_sslv2 |
                       asio::ssl::context::no_sslv3 | asio::ssl::context::no_tlsv1 |
                       asio::ssl::context::no_tlsv1_1);
  error_code error;
  context->use_certificate_chain_file(certificate_file, error);
  if (error)
    throw std::runtime_error("the certificate " + certificate_file + " cannot be used (" +
                             error.message() + "): give a PEM file with the whole chain");
  context->use_private_key_file(key_file, asio::ssl::context::pem, error);
  if (error)
    throw std::runtime_error("the key " + key_file + " cannot be used (" + error.message() +
                             "): give the PEM key of " + certificate_file);
  return context;
}

}  // namespace vefa::http
