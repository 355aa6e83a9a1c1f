"""What the lesson on pretrained networks shows is so with the network that every machine has."""

import numpy as np
import pytest

from lesson_code.data import load_photo

pytestmark = pytest.mark.slow

CATS = {"tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat"}


@pytest.fixture(scope="module")
def lite():
    from lesson_code.pretrained import load_pretrained

    return load_pretrained("efficientnet_lite0")


def test_it_is_sure_and_wrong_about_a_window_of_the_moon(lite):
    window = load_photo("moon")[96:320, 96:320]
    [[(name, probability)]] = lite.decode(lite.predict(window[np.newaxis]), k=1)
    assert name == "nematode"
    assert probability > 0.9


def test_raw_pixels_turn_the_cat_into_something_else_and_pixels_of_0_to_1_do_not(lite):
    cat = load_photo("cat", 224)[np.newaxis].astype("float32")
    [[(raw, _)]] = lite.decode(lite.model(cat).numpy(), k=1)
    [[(pale, _)]] = lite.decode(lite.model(cat / 255).numpy(), k=1)
    assert raw == "pillow"
    assert pale in CATS


def test_the_tripod_is_recognised_by_its_legs_and_not_by_the_man(lite):
    photo = load_photo("camera man", 224)
    legs, man = photo.copy(), photo.copy()
    legs[144:224, 108:188] = 127
    man[36:116, 36:116] = 127
    without_legs, without_man = (dict(best) for best in lite.decode(lite.predict(np.stack([legs, man]))))
    assert without_legs.get("tripod", 0) < 0.5
    assert without_man["tripod"] > 0.9


def test_the_photos_that_it_knows_get_higher_answers_than_those_without_a_class(lite):
    known = np.stack([load_photo(name, 224) for name in ("cat", "coffee", "camera man", "motorcycle")])
    foreign = np.stack([load_photo(name, 224) for name in ("flower", "palace", "portrait", "rocket")])
    assert lite.predict(known).max(axis=1).mean() > 2 * lite.predict(foreign).max(axis=1).mean()
