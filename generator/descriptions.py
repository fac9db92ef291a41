"""What each table and column holds, in plain words: for curators, workbooks and schemas."""

SOURCE = {
    "source_id": "The id of the row of sources that this row is read from; never blank.",
    "source_table": "The table of that source, as it is headed there; never blank.",
    "source_row": "The number of the row in that table, counted from 1 below the heading.",
}

TABLES_SAY: dict[str, str] = {
    "guidelines": "A row is a technical guideline: one row of Supplementary Table 1.",
    "products": "A row is a product with at least one approval.",
    "approvals": "A row is one approval of one product: one row of Supplementary Table 2.",
    "endpoints": "A row is one result of the efficacy cell of an approval.",
    "holders": "A row is a marketing authorization holder, the company that holds an approval.",
    "trials": "A row is a pivotal trial, on which one or more approvals rest.",
    "statements": "A row is a value that the supplement does not give, with the source that does.",
    "remarks": "A row is a doubt, a disagreement of sources or a context, shown beside a value.",
    "scopes": "A row says which kind of therapy a guideline or product belongs to, and why.",
    "exclusions": "A row is something that readers look for here in vain, with the reason.",
    "sources": "A row is a document that says something the catalogue shows.",
    "terms": "A row is an allowed word of a list, such as a unit or a kind of product.",
    "glossary": "A row is a term or an abbreviation, explained in our own words.",
}

COLUMNS_SAY: dict[str, dict[str, str]] = {
    "guidelines": {
        "id": "The address of its page, for ever: lower-case words with hyphens, without a year.",
        "subject": "What the guideline is about: a word of the list subject in terms.",
        "year": "The year as printed, such as 2021; a day goes into statements as issued.",
        "title": "The title in English, exactly as printed; never blank.",
        **SOURCE,
    },
    "products": {
        "id": "The address of its page, for ever: the generic name in lower-case words.",
        "name": "The name exactly as printed, misprints too; never blank.",
        "type": "The kind of product: a word of the list type in terms.",
        "holder_id": "The id of its marketing authorization holder, a row of holders.",
        **SOURCE,
    },
    "approvals": {
        "id": "The id of the product, a hyphen and the date, such as toycel-2020-01-31; for ever.",
        "product_id": "The id of the product that was approved, a row of products.",
        "approved": "The day of the approval, written 2021-06-22.",
        "date_printed": "The same day exactly as the source prints it, such as 2021/6/22.",
        "indication": "The disease and patients approved for, exactly as printed; never blank.",
        "disease": "A word of the list disease in terms whose label stands in the indication.",
        "conditional": "yes if the approval is conditional, no if it is regular.",
        "trial_id": "The id of its pivotal trial, a row of trials; not-applicable if it has none.",
        "trial": "The trial cell as printed, with cohort, phase and marks; not-reported if empty.",
        "subjects": "Subjects in the efficacy analysis, a whole number; not-reported if none is.",
        "efficacy": "The whole efficacy cell as printed, on one line; not-reported if it is empty.",
        **SOURCE,
    },
    "endpoints": {
        "id": "The id of the approval, a measure and a time, such as toycel-2020-01-31-orr-day-28.",
        "approval_id": "The id of the approval whose efficacy cell this is, a row of approvals.",
        "position": "The place of this result within the cell, counted from 1.",
        "measure": "What was measured: a word of the list measure in terms.",
        "time_point": "When: a word of the list time-point in terms, or a word for missing.",
        "value": "The number with the digits as printed (63.0), NA if NA is printed, or a word for"
        " missing.",
        "unit": "A word of the list unit in terms, or a word for missing.",
        "lower": "The lower bound with the digits as printed, NA, or a word for missing.",
        "upper": "The upper bound with the digits as printed, NA, or a word for missing.",
        "interval": "The confidence level of the bounds, such as 95%; not-reported without bounds.",
        "printed": "The piece of the efficacy cell that says so, letter by letter; never blank.",
    },
    "holders": {
        "id": "The address of its page, for ever: lower-case words with hyphens.",
        "name": "The name exactly as printed, misprints too; never blank.",
        **SOURCE,
    },
    "trials": {
        "id": "The code of the trial in lower-case letters, digits and hyphens; for ever.",
        "code": "The code exactly as printed; never blank.",
        **SOURCE,
    },
    "statements": {
        "subject": "The id of the row that the value belongs to, of any table with ids.",
        "property": "What the value says of it: a word of the list property in terms.",
        "value": "The value as its source gives it; days are written 2021-06-22; never blank.",
        "lang": "The language of the value: en, zh-Hans for Chinese, und for names and numbers.",
        "source_id": "The id of the one source that the value is taken from, a row of sources.",
        "corroborated_by": "Ids of further sources that say the same, with blanks between; blank if"
        " there are none.",
        "confidence": "confirmed, one-good-source or weak: a word of the list confidence in terms.",
    },
    "remarks": {
        "id": "A name for the remark: lower-case words with hyphens; for ever.",
        "subject": "The id of the row that the remark is about, of any table with ids.",
        "column": "The column of that row, or the property of a statement, where it is shown.",
        "kind": "Why there is a remark: a word of the list remark-kind in terms.",
        "text": "The remark in our own words, naming both sides neutrally; never blank.",
        "source_id": "The id of the source that the remark rests on, a row of sources.",
    },
    "scopes": {
        "record_id": "The id of a guideline or product.",
        "modality": "Its kind of therapy: a word of the list modality in terms.",
        "basis": "The printed words that this rests on; never blank.",
    },
    "exclusions": {
        "id": "A name for the row: lower-case words with hyphens; for ever.",
        "name": "What readers look for; never blank.",
        "reason": "Why it is not here: a word of the list exclusion-reason in terms.",
        "text": "The reason in a sentence or two; never blank.",
        "source_id": "The id of the source that this rests on, a row of sources.",
        "confidence": "confirmed, one-good-source or weak: a word of the list confidence in terms.",
    },
    "sources": {
        "id": "A name for the document: lower-case words, often publisher and date; for ever.",
        "kind": "What kind of document it is: a word of the list source-kind in terms.",
        "title": "Its title, or a few words that describe it; never blank.",
        "publisher": "Who published it, or a word for missing; never blank.",
        "published": "The date as far as it is known (2021-06-22, 2021-06 or 2021), or a word for"
        " missing.",
        "identifier": "A notice number, doi:, PMID or NCT number; not-applicable if it has none.",
        "url": "The address where readers may be sent, with https:// or http://; blank if nowhere.",
        "copies": "Addresses where a copy was seen, with blanks between, shown and not linked; may"
        " be blank.",
    },
    "terms": {
        "list": "The list that the word belongs to, such as unit or measure.",
        "id": "The word itself, as other tables use it: lower-case, with hyphens; for ever.",
        "position": "The order within the list, counted from 1.",
        "label": "How pages show the word, as printed where the source prints it; never blank.",
        "broader": "The id of the wider term, such as the kind of therapy of a type; blank if the"
        " list has none.",
        "meaning": "What the word means, in a sentence; never blank.",
    },
    "glossary": {
        "id": "A name for the entry: lower-case words with hyphens; that of the measure, if it is"
        " one.",
        "term": "The term as readers meet it; never blank.",
        "expansion": "What an abbreviation stands for; blank if the term is none.",
        "meaning": "What it means, in our own words; never blank.",
        "see": "Ids of other entries of the glossary, with blanks between; may be blank.",
    },
}
