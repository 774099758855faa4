"""How like each other texts are."""

from blog.likeness import MOST_TERMS, Corpus, Profile, terms_of


def test_formulas_and_particles_are_no_terms() -> None:
    terms = terms_of(
        "我们的矩阵 $\\mathbf{matrix}$\n\n$$\\text{display}$$\n\n\\begin{align}aligned\\end{align} and the matrices"
    )
    assert terms == {"矩阵": 1, "matrices": 1}


def test_a_long_text_keeps_its_most_frequent_terms() -> None:
    filling = " ".join("term" + "".join(chr(97 + int(digit)) for digit in str(number)) for number in range(500))
    terms = terms_of(f"{filling} kernel kernel")
    assert len(terms) == MOST_TERMS
    assert terms["kernel"] == 2


def test_a_rare_tag_counts_for_more_than_a_common_one() -> None:
    common = {number: Profile({}, [1, 10 + number]) for number in range(8)}
    corpus = Corpus({**common, 20: Profile({}, [1, 2]), 21: Profile({}, [2, 30])})
    scores = corpus.scores(20)
    assert scores[21] > scores[0]


def test_texts_of_one_subject_are_closer_and_it_holds_in_both_directions() -> None:
    texts = {1: "梯度消失与循环网络的梯度", 2: "循环网络里的梯度爆炸", 3: "鱼缸里的硝化细菌"}
    corpus = Corpus({number: Profile(terms_of(text)) for number, text in texts.items()})
    assert 3 not in corpus.scores(1)
    assert corpus.scores(1)[2] == corpus.scores(2)[1] > 0


def test_the_category_decides_between_equals() -> None:
    corpus = Corpus({1: Profile({}, [1], 7), 2: Profile({}, [1], 7), 3: Profile({}, [1], 8)})
    assert corpus.scores(1)[2] > corpus.scores(1)[3]


def test_a_post_without_anything_in_common_has_no_relations() -> None:
    corpus = Corpus({1: Profile({"a": 1}), 2: Profile({}), 3: Profile({"b": 1})})
    assert [corpus.scores(number) for number in (1, 2, 3)] == [{}, {}, {}]
