"""What must hold in these tables, one function a rule; those of any catalogue come first."""

from ...engine.edition_rules import EDITION_RULES
from ...engine.rules import RULES as GENERAL
from ...engine.rules import Rule
from . import events, results, sources, statements, words

RULES: list[Rule] = [
    *GENERAL,
    *EDITION_RULES,
    words.lists_of_words_are_known,
    words.broader_terms_exist,
    words.a_vector_is_a_modality,
    words.words_that_pages_need_are_there,
    words.every_measure_is_in_the_glossary,
    words.names_do_not_differ_by_form_alone,
    words.another_name_than_printed_is_stated,
    words.short_names_are_addresses,
    words.names_have_single_blanks,
    words.ids_are_no_names_of_page_parts,
    sources.the_cut_off_is_a_plausible_year,
    sources.records_are_within_the_cut_off,
    sources.rows_say_where_they_come_from,
    sources.an_approval_is_named_after_its_product_and_date,
    events.days_are_those_printed,
    events.days_are_printed_as_they_were,
    sources.a_disease_is_named_by_its_indication,
    sources.a_basis_quotes_the_printed_words,
    sources.a_row_of_the_source_is_read_once,
    sources.every_product_has_an_approval,
    sources.every_guideline_and_product_has_a_kind,
    sources.a_trial_is_the_one_printed,
    sources.parts_of_a_row_name_the_same_row,
    sources.a_product_belongs_to_the_kind_of_its_type,
    sources.a_basis_on_a_statement_has_one,
    results.the_pieces_of_an_efficacy_cell_are_its_endpoints,
    results.every_printed_number_is_in_a_column,
    results.the_measure_is_the_one_printed,
    results.endpoints_are_named_and_numbered_by_their_approval,
    results.every_na_has_a_remark,
    results.intervals_contain_their_value,
    results.no_share_is_more_than_all,
    results.only_an_interval_has_a_level,
    results.units_suit_what_is_measured,
    sources.official_documents_can_be_read,
    statements.counts_are_whole_numbers,
    statements.days_are_within_the_cut_off,
    statements.rows_are_as_certain_as_their_sources,
    statements.what_is_confirmed_has_two_sources_that_are_not_one,
    statements.values_are_in_their_language,
    statements.a_chinese_name_is_that_of_one_record,
    statements.nothing_is_published_before_it_is_issued,
    statements.properties_are_of_their_kind_of_record,
    events.events_are_in_order,
    events.counts_of_events_agree,
    statements.a_series_has_one_unit,
    statements.periods_of_a_series_do_not_overlap,
    statements.sub_groups_are_parts_of_their_group,
]
# Stricter than when editions were released, on how sure a row is and nothing that a page or a
# comparison needs: editions are not asked for them.
NEWER_THAN_EDITIONS: list[Rule] = [
    statements.rows_are_as_certain_as_their_sources,
    statements.what_is_confirmed_has_two_sources_that_are_not_one,
]
RULES_FOR_OLD_EDITIONS: list[Rule] = [rule for rule in RULES if rule not in NEWER_THAN_EDITIONS]
