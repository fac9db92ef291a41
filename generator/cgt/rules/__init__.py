"""What must hold in these tables, one function a rule; those of any catalogue come first."""

from ...engine.rules import RULES as GENERAL
from ...engine.rules import Rule
from . import results, sources, statements, words

RULES: list[Rule] = [
    *GENERAL,
    words.lists_of_words_are_known,
    words.broader_terms_exist,
    words.words_that_pages_need_are_there,
    words.every_measure_is_in_the_glossary,
    words.names_do_not_differ_by_form_alone,
    words.names_have_single_blanks,
    words.ids_are_no_names_of_page_parts,
    sources.the_cut_off_is_a_plausible_year,
    sources.records_are_within_the_cut_off,
    sources.an_approval_is_named_after_its_product_and_date,
    sources.days_are_those_printed,
    sources.a_disease_is_named_by_its_indication,
    sources.a_basis_quotes_the_printed_words,
    sources.a_row_of_the_source_is_read_once,
    sources.every_product_has_an_approval,
    sources.every_guideline_and_product_has_a_kind,
    results.the_pieces_of_an_efficacy_cell_are_its_endpoints,
    results.every_printed_number_is_in_a_column,
    results.endpoints_are_named_and_numbered_by_their_approval,
    results.every_na_has_a_remark,
    results.intervals_contain_their_value,
    results.only_an_interval_has_a_level,
    results.units_suit_what_is_measured,
    statements.counts_are_whole_numbers,
    statements.days_are_within_the_cut_off,
    statements.statements_are_as_certain_as_their_sources,
    statements.chinese_values_have_chinese,
]
