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
COMPLAINT = _headers(
    """complaint_id complaint_name type_cd community_id store_id owner_id owner_name room_id
    room_name tel context state start_user_id create_time status_cd"""
)
COMPLAINT_EVENT = _headers(
    """event_id complaint_id event_type community_id create_user_id create_user_name remark
    create_time status_cd"""
)
COMPLAINT_APPRAISE = _headers(
    """appraise_id complaint_id community_id score context state create_user_id create_user_name
    reply_user_id reply_user_name reply_context create_time status_cd"""
)
REPAIR_POOL = _headers(
    """repair_id community_id repair_type repair_name tel context create_time state status_cd
    repair_obj_type repair_obj_id repair_obj_name appointment_time maintenance_type
    repair_channel repair_materials repair_fee pay_type timeout finish_time"""
)
REPAIR_POOL_LOG = _headers(
    """repair_id b_id community_id repair_type repair_name tel appointment_time context
    create_time state operate repair_obj_type repair_obj_id repair_obj_name maintenance_type
    repair_channel repair_materials repair_fee pay_type"""
)
REPAIR_USER = _headers(
    """ru_id repair_id community_id create_time state context status_cd staff_id staff_name
    pre_staff_id pre_staff_name start_time end_time repair_event pre_ru_id"""
)
REPAIR_USER_LOG = [*(h for h in REPAIR_USER if h != "status_cd"), "b_id", "operate"]
RETURN_VISIT = _headers(
    """visit_id repair_id community_id visit_person_id visit_person_name visit_type context
    create_time status_cd"""
)
NOTEPAD = _headers(
    """note_id note_type title room_id room_name obj_type obj_id obj_name create_user_id
    create_user_name thrid_id state create_time status_cd link"""
)
NOTEPAD_DETAIL = _headers(
    "detail_id note_id content create_user_id create_user_name create_time status_cd"
)
QUESTION_ANSWER = _headers(
    """qa_id qa_type qa_name start_time end_time community_id remark create_time status_cd
    content state"""
)
USER_QUESTION_ANSWER = _headers(
    """user_qa_id qa_id room_id room_name owner_id owner_name link community_id score state
    create_time status_cd"""
)
USER_ANSWER_VALUE = _headers(
    """user_title_id user_qa_id qa_id title_id value_id value_content community_id create_time
    status_cd"""
)
REPAIR_DETAILS = _headers(
    """工单号 报修类型 报修人 报修位置 报修电话 工单状态 报修时间 上一处理人 当前处理人 派单时间
    处理时间 处理人状态 报修内容"""
)
REPAIRS_UNFINISHED = _headers(
    "订单号 报修日期 报修人 报修电话 报修位置 当前处理人 结单时间 订单状态"
)
REPAIR_CHARGES = _headers("订单号 报修日期 报修人 报修电话 报修位置 维修应收 维修实收")
REPAIRS_DISSATISFIED = _headers("报修时间 报修位置 报修单号 状态 不满意原因")
CONDO_EN = _headers(
    "#,Source,Organization,Address,Unit name,Unit type,Entrance,Floor,Client,Declarer,Phone,"
    "Details,Emergency,Payable,Warranty,Place,Category,What is the problem,Created at,"
    "In work since,Completed,Closed,Updated at,Status,Deferred until,Ticket's author,Executor,"
    "Assignee,EMPLOYEE: quality control,Date and time of quality control,"
    "Refinements for quality control score,Commentary on quality control,"
    "EMPLOYEE: quality control,Date and time of quality control,"
    "Refinements for quality control score,Commentary on quality control,"
    "The employee who made the last change to the score QC,Internal comments,"
    "Comments with resident,Deadline,Number of reopens",
    ",",
)
CONDO_RU = _headers(
    "Номер заявки,Источник,Наименование УК,Адрес,Помещение,Тип помещения,Подъезд,Этаж,"
    "ФИО заявителя,Заявитель,Телефон,Описание проблемы,Аварийная,Платная,Гарантийная,"
    "Место инцидента,Тип работ,В чём проблема,Зарегистрирована,Поступила в работу,Выполнена,"
    "Закрыта,Дата изменения,Статус,Отложена до,Автор заявки,Исполнитель,Ответственный,"
    "ЖИТЕЛЬ: оценка общая,Дата и время оценки жителя,Уточнения по оценке жителя,"
    "Комментарий к оценке от жителя,СОТРУДНИК: контроль качества,"
    "Дата и время контроля качества,Уточнения по оценке контроля качества,"
    "Комментарий к контролю качества,Сотрудник внёсший последние изменения в оценку,"
    "Коммент. внутренний,Коммент. с жителем,Выполнить до,Возвратов заявки",
    ",",
)
