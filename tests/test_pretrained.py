"""A network trained on ImageNet is there on every machine, and nothing is fetched that was not asked for."""

import http.server
import threading
from collections import Counter

import numpy as np
import pytest

from lesson_code.data import PHOTOS, load_photo

pytestmark = [
    pytest.mark.slow,
    # Keras 3.15 writes and reads weights in a way that NumPy 2.4 finds old-fashioned.
    pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning"),
]

MOBILENET = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5"


@pytest.fixture(scope="module")
def pretrained():
    from lesson_code import pretrained

    return pretrained


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    """Keras's cache is an empty folder."""
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("LESSON_PRETRAINED", raising=False)
    (tmp_path / "keras" / "models").mkdir(parents=True)
    return tmp_path / "keras" / "models"


@pytest.fixture(scope="module")
def lite(pretrained):
    return pretrained.load_pretrained("efficientnet_lite0")


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory):
    """Return a file with random weights of MobileNetV2, in the older format that Keras offers for download."""
    import h5py
    from keras.src.legacy.saving import legacy_h5_format

    from lesson_code.device import keras

    keras.utils.set_random_seed(1)
    path = tmp_path_factory.mktemp("weights") / MOBILENET
    with h5py.File(path, "w") as file:
        legacy_h5_format.save_weights_to_hdf5_group(file, keras.applications.MobileNetV2(weights=None))
    return path


def test_without_weights_in_the_cache_the_installed_network_speaks(pretrained):
    assert pretrained.load_pretrained().name == "EfficientNet-Lite0"


@pytest.mark.parametrize(
    ("photo", "name"),
    [
        ("camera man", "tripod"),
        ("cat", "Egyptian cat"),
        ("coffee", "espresso"),
        ("flower", "daisy"),
        ("motorcycle", "moped"),
        ("palace", "palace"),
        ("portrait", "military uniform"),
    ],
)
def test_a_known_photo_is_recognised(lite, photo, name):
    probabilities = lite.predict(load_photo(photo, lite.image_size)[np.newaxis])
    assert lite.decode(probabilities, k=1)[0][0][0] == name


def test_the_cat_is_one_of_three_kinds_of_cats(lite):
    probabilities = lite.predict(load_photo("cat", 224)[np.newaxis])
    assert {name for name, _ in lite.decode(probabilities)[0]} == {"Egyptian cat", "tiger cat", "tabby"}


def test_probabilities_add_up_to_one_and_names_come_best_first(lite):
    probabilities = lite.predict(np.stack([load_photo(name, 224) for name in ("cat", "coffee")]))
    assert probabilities.shape == (2, 1000)
    assert probabilities.sum(axis=1) == pytest.approx(1, abs=1e-4)
    for row in lite.decode(probabilities, k=5):
        values = [value for _, value in row]
        assert values == sorted(values, reverse=True)


def test_the_network_has_as_many_parameters_as_published(lite):
    assert lite.model.count_params() == 4_694_024
    assert lite.model.layers[-2].output.shape == (None, 1280)


def test_weights_that_are_missing_or_left_over_are_an_error(pretrained, lite):
    from lesson_code.models import set_torch_weights

    with pytest.raises(KeyError):
        set_torch_weights(lite.model, {})


def test_pixels_are_moved_as_each_network_was_trained(lite):
    assert lite.preprocess([0, 127, 255]) == pytest.approx([-127 / 128, 0, 1])


def test_weights_in_the_cache_are_used_and_their_pixels_scaled_as_keras_does(pretrained, stand_in, empty_cache):
    from lesson_code.device import keras

    (empty_cache / MOBILENET).write_bytes(stand_in.read_bytes())
    network = pretrained.load_pretrained()
    assert network.name == "MobileNetV2"
    pixels = np.arange(256, dtype="float32")
    theirs = keras.applications.mobilenet_v2.preprocess_input(pixels.copy())
    assert network.preprocess(pixels) == pytest.approx(theirs, abs=1e-6)
    first = network.model.get_weights()[0]
    keras.utils.set_random_seed(1)
    assert np.array_equal(first, keras.applications.MobileNetV2(weights=None).get_weights()[0])
    assert network.predict(load_photo("cat", 224)[np.newaxis]).shape == (1, 1000)


def test_the_environment_chooses(pretrained, stand_in, empty_cache, monkeypatch):
    (empty_cache / MOBILENET).write_bytes(stand_in.read_bytes())
    monkeypatch.setenv("LESSON_PRETRAINED", "efficientnet_lite0")
    assert pretrained.load_pretrained().name == "EfficientNet-Lite0"
    monkeypatch.setenv("LESSON_PRETRAINED", "mobilenet_v2")
    assert pretrained.load_pretrained().name == "MobileNetV2"
    monkeypatch.setenv("LESSON_PRETRAINED", "resnet")
    with pytest.raises(ValueError, match="one of auto, mobilenet_v2, efficientnet_lite0, got resnet"):
        pretrained.load_pretrained()


def test_a_file_that_is_cut_off_in_the_cache_is_not_used(pretrained, stand_in, empty_cache):
    (empty_cache / MOBILENET).write_bytes(stand_in.read_bytes()[:5000])
    assert pretrained.load_pretrained().name == "EfficientNet-Lite0"


class Host(http.server.BaseHTTPRequestHandler):
    """Gives weights, half of them, or nothing."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.server.gives is None:
            self.send_error(503)
            return
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.server.gives)))
        self.end_headers()
        self.wfile.write(self.server.gives[: self.server.n_sent])

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def host(pretrained, monkeypatch):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    server.gives, server.n_sent, server.asked = None, None, []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setattr(pretrained, "_MOBILENET_ADDRESS", f"http://127.0.0.1:{server.server_address[1]}/")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_weights_are_fetched_when_they_are_asked_for_by_name(pretrained, stand_in, empty_cache, host):
    host.gives = stand_in.read_bytes()
    assert pretrained.load_pretrained("mobilenet_v2").name == "MobileNetV2"
    assert host.asked == [f"/{MOBILENET}"]
    assert pretrained.load_pretrained("mobilenet_v2").name == "MobileNetV2"
    assert len(host.asked) == 1


def test_a_spoilt_file_in_the_cache_is_fetched_anew(pretrained, stand_in, empty_cache, host):
    (empty_cache / MOBILENET).write_bytes(b"spoilt")
    host.gives = stand_in.read_bytes()
    assert pretrained.load_pretrained("mobilenet_v2").name == "MobileNetV2"
    assert (empty_cache / MOBILENET).read_bytes() == host.gives


@pytest.mark.parametrize("n_sent", [None, 5000])
def test_a_host_that_fails_is_asked_once_and_leaves_nothing_behind(pretrained, stand_in, empty_cache, host, n_sent):
    if n_sent:
        host.gives, host.n_sent = stand_in.read_bytes(), n_sent
    with pytest.raises(pretrained.PretrainedError, match=r"could not be fetched .* set LESSON_PRETRAINED=auto"):
        pretrained.load_pretrained("mobilenet_v2")
    assert len(host.asked) == 1
    assert list(empty_cache.iterdir()) == []


def test_a_host_that_says_nothing_is_given_up(pretrained, empty_cache, monkeypatch):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr(pretrained, "_MOBILENET_ADDRESS", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        monkeypatch.setattr(pretrained, "_TIMEOUT", 0.3)
        with pytest.raises(pretrained.PretrainedError, match="could not be fetched"):
            pretrained.load_pretrained("mobilenet_v2")


def test_there_are_1000_names_in_imagenets_order_and_no_two_are_the_same(pretrained):
    names = pretrained.class_names()
    assert len(names) == 1000
    assert Counter(names).most_common(1)[0][1] == 1
    assert (names[0], names[285], names[340], names[999]) == ("tench", "Egyptian cat", "zebra", "toilet tissue")


@pytest.mark.parametrize("shape", [(224, 224, 3), (1, 200, 224, 3), (1, 224, 224)])
def test_pictures_of_another_shape_are_refused(lite, shape):
    with pytest.raises(ValueError, match=r"expected pictures of shape \(n, 224, 224, 3\)"):
        lite.predict(np.zeros(shape))


@pytest.mark.parametrize(("rows", "k"), [(np.zeros((1, 10)), 3), (np.zeros(1000), 3), (np.zeros((1, 1000)), 0)])
def test_what_cannot_be_decoded_is_refused(lite, rows, k):
    with pytest.raises(ValueError, match="expected"):
        lite.decode(rows, k)


@pytest.mark.parametrize("name", PHOTOS)
def test_every_photo_is_there_and_has_three_colours(name):
    photo = load_photo(name)
    assert photo.ndim == 3
    assert photo.shape[2] == 3
    assert photo.dtype == np.uint8
    assert load_photo(name, 64).shape == (64, 64, 3)


def test_an_unknown_photo_is_an_error_that_lists_them():
    with pytest.raises(ValueError, match=r"expected one of brick, camera man, .* got dog"):
        load_photo("dog")
    with pytest.raises(ValueError, match="at least 1 pixel, got 0"):
        load_photo("cat", 0)
