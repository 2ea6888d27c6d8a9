"""The header rows of other systems' exports, tables and templates, in their order."""


def _headers(text: str, between: str | None = None) -> list[str]:
    return text.split(between)


REPORT = _headers(
    """订单号 房号 业主 费用类型 费用项 费用状态 支付方式 费用开始时间 费用结束时间 缴费时间
    应缴/应收金额 实收金额 优惠金额 减免金额 赠送金额 滞纳金 面积 车位 账户抵扣 收银员 备注"""
)
REPORT_LEGACY = _headers(
    """订单号 房号 业主 费用项 费用类型 费用状态 支付方式 费用开始时间 费用结束时间 缴费时间
    应收金额 实收金额 优惠金额 减免金额 赠送金额 滞纳金 空置房打折金额 空置房减免金额 面积 车位"""
)
BILLS = _headers(
    """报表ID 付费对象 业主 费用项 费用类型 费用状态 账单状态 支付方式 费用开始时间 费用结束时间
    缴费时间 应缴金额（元） 应收金额（元） 实收金额（元） 欠费金额（元） 优惠金额（元）
    减免金额（元） 赠送金额（元） 滞纳金（元） 空置房打折金额（元）
    空置房减免金额（元） 面积（平方米）"""
)
DETAIL = _headers(
    """detail_id b_id fee_id community_id cycles receivable_amount received_amount prime_rate
    remark create_time status_cd state start_time end_time payable_amount pay_order_id cashier_id
    cashier_name open_invoice acct_amount discount_amount deduction_amount late_amount
    gift_amount"""
)
EVENTS = [*(header for header in DETAIL if header != "status_cd"), "operate"]
MONTHS = _headers(
    """month_id fee_id detail_id community_id detail_year detail_month receivable_amount
    received_amount discount_amount remark create_time status_cd obj_name obj_id owner_name
    owner_id link state pay_fee_time cur_month_time fee_name config_id deadline_time obj_fpc_id
    fee_type_cd"""
)
ROOM_TEMPLATE = [
    *_headers(
        """楼号 单元 房间 楼层 总层数 是否有电梯 房屋类型 房屋户型 建筑面积 室内面积 租金 房屋状态
        业主名称 性别 手机号 身份证号 业主类型"""
    ),
    *["", "", ""],
]
ROOMS_OF_COMMUNITY = _headers(
    """房屋编号 楼栋编号 单元编号 房屋楼层 房屋户型 建筑面积 业主编号 房屋费用 费用开始时间"""
)
HISTORY = [
    *_headers(
        """房屋 收费项目 缴费周期 开始时间 结束时间 缴费时间 应缴金额 实缴金额 收银员 备注"""
    ),
    *["", ""],
]
IMPORTED = _headers(
    """ifd_id floor_num unit_num room_num fee_name start_time end_time amount create_time room_id
    fee_id state status_cd community_id import_fee_id remark obj_id obj_name obj_type"""
)
SF311 = _headers(
    ",CaseID,Opened,Closed,Updated,Status,Status.Notes,Responsible.Agency,Category,"
    "Request.Type,Request.Details,Address,Supervisor.District,Neighborhood,Point,Source,Media.URL",
    ",",
)
NYC311 = _headers(
    "unique_key,created_date,closed_date,agency,complaint_type,descriptor,location_type,"
    "incident_zip,city,borough,latitude,longitude",
    ",",
)
LEDGER = _headers(
    "countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,"
    "Disputed,SettledDate,PaperlessBill,DaysToSettle,DaysLate",
    ",",
)
