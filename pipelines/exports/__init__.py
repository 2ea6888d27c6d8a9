"""The contracts of the operational exports, and the one list of them.

Belongs here: one module per export (its stem is the export's name everywhere: contract,
raw table, `stg_` model, expectation suite, sample file, test), `ALL_EXPORTS`, and the sheets
of the company's settings workbook.
Does not belong here: how a file is read, or where another system keeps the same facts.
"""

from pipelines.exports.calls import CALLS
from pipelines.exports.company_settings import COMPANY_SETTINGS
from pipelines.exports.complaints import COMPLAINTS
from pipelines.exports.contacts import CONTACTS
from pipelines.exports.contract import Code, Column, ColumnType, DataClass, Export, Order
from pipelines.exports.discount_approvals import DISCOUNT_APPROVALS
from pipelines.exports.discount_authority import DISCOUNT_AUTHORITY
from pipelines.exports.fee_bills import FEE_BILLS
from pipelines.exports.fee_payments import FEE_PAYMENTS
from pipelines.exports.households import HOUSEHOLDS
from pipelines.exports.incidents import INCIDENTS
from pipelines.exports.lunch_duties import LUNCH_DUTIES
from pipelines.exports.notices import NOTICES
from pipelines.exports.projects import PROJECTS
from pipelines.exports.resignation_followers import RESIGNATION_FOLLOWERS
from pipelines.exports.rooms import ROOMS
from pipelines.exports.sales_contracts import SALES_CONTRACTS
from pipelines.exports.sales_credits import SALES_CREDITS
from pipelines.exports.sales_deductions import SALES_DEDUCTIONS
from pipelines.exports.sales_receipts import SALES_RECEIPTS
from pipelines.exports.sales_targets import SALES_TARGETS
from pipelines.exports.staff import STAFF
from pipelines.exports.survey_answers import SURVEY_ANSWERS
from pipelines.exports.survey_invites import SURVEY_INVITES
from pipelines.exports.survey_tallies import SURVEY_TALLIES
from pipelines.exports.surveys import SURVEYS
from pipelines.exports.visits import VISITS
from pipelines.exports.work_orders import WORK_ORDERS

ALL_EXPORTS: tuple[Export, ...] = (
    PROJECTS,
    ROOMS,
    HOUSEHOLDS,
    STAFF,
    COMPLAINTS,
    WORK_ORDERS,
    CALLS,
    INCIDENTS,
    CONTACTS,
    NOTICES,
    FEE_BILLS,
    FEE_PAYMENTS,
    VISITS,
    SURVEYS,
    SURVEY_INVITES,
    SURVEY_ANSWERS,
    SURVEY_TALLIES,
    SALES_CONTRACTS,
    SALES_CREDITS,
    SALES_RECEIPTS,
    DISCOUNT_APPROVALS,
    SALES_TARGETS,
    DISCOUNT_AUTHORITY,
    SALES_DEDUCTIONS,
    LUNCH_DUTIES,
    RESIGNATION_FOLLOWERS,
)

# Whatever a file may hold: the exports, and the sheets of the company's settings workbook.
ALL_CONTRACTS: tuple[Export, ...] = (*ALL_EXPORTS, *COMPANY_SETTINGS)

EXPORTS_BY_NAME: dict[str, Export] = {export.name: export for export in ALL_CONTRACTS}

__all__ = [
    "ALL_CONTRACTS",
    "ALL_EXPORTS",
    "COMPANY_SETTINGS",
    "EXPORTS_BY_NAME",
    "Code",
    "Column",
    "ColumnType",
    "DataClass",
    "Export",
    "Order",
]
