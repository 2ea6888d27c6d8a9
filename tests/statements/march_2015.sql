-- March 2015 of one sales office, the worked example that the clauses end with:
-- X 13,517.20, Y −10,960.20, Z 2,625.60, the manager 4,100.39.

insert into marts.fct_sales_statements values
    ('actual', 'X', '2015-03-01', '滨江花园', '置业顾问', 'consultant', 1600.00, 10677.20, -1080.00, 2200.00, 0.00, 0.00, 120.00, 0.00, 0.00, 13517.20, 0.00, 13517.20, 0.00, 0.00, 'S3-2013', '2015-04-20', true, false, false, null, '人员.xlsx', 'Sheet1', 4),
    ('actual', 'Y', '2015-03-01', '滨江花园', '置业顾问', 'consultant', 1600.00, 979.80, 0.00, 0.00, 0.00, 0.00, 0.00, -13540.00, 0.00, -10960.20, 0.00, 0.00, -10960.20, 0.00, 'S3-2013', '2015-04-20', true, false, false, null, '人员.xlsx', 'Sheet1', 4),
    ('actual', 'Z', '2015-03-01', '滨江花园', '置业顾问', 'consultant', 1300.00, 1425.60, 0.00, 0.00, 0.00, 0.00, 0.00, -100.00, 0.00, 2625.60, 0.00, 2625.60, 0.00, 0.00, 'S3-2013', '2015-04-20', true, false, false, null, '人员.xlsx', 'Sheet1', 4),
    ('actual', 'M', '2015-03-01', '滨江花园', '销售经理', 'manager', 2500.00, 0.00, 0.00, 0.00, 1800.39, -200.00, 0.00, 0.00, 0.00, 4100.39, 0.00, 4100.39, 0.00, 0.00, 'S3-2013', '2015-04-20', true, false, false, null, '人员.xlsx', 'Sheet1', 4);

insert into marts.fct_sales_statement_lines values
    ('actual', 'X', '2015-03-01', 1, 'base_pay', 'base_pay', 'C10', '滨江花园', null, null, null, null, null, 1600.00, '2015-03-01', 'S3-2013', null, null, '人员.xlsx', 'Sheet1', 2),
    ('actual', 'X', '2015-03-01', 2, 'released_commission', 'release', 'C6', '滨江花园', 'X1', 'down_payment', null, 5487.00, null, 2743.50, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 4),
    ('actual', 'X', '2015-03-01', 3, 'released_commission', 'release', 'C6', '滨江花园', 'X2', 'signed', null, 4092.80, null, 4092.80, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 5),
    ('actual', 'X', '2015-03-01', 4, 'released_commission', 'release', 'C6', '滨江花园', 'X1', 'bank_contract', null, 5487.00, null, 2743.50, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 4),
    ('actual', 'X', '2015-03-01', 5, 'released_commission', 'release', 'C6', '滨江花园', 'Y1', 'half_received', null, 2194.80, null, 1097.40, '2015-03-01', 'S3-2013', null, null, '收款.xlsx', 'Sheet1', 7),
    ('actual', 'X', '2015-03-01', 6, 'clawback', 'clawback', 'C7', '滨江花园', 'X-JAN', 'cancelled', null, null, null, -1080.00, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 2),
    ('actual', 'X', '2015-03-01', 7, 'awards', 'first_deal', 'C8.W1', '滨江花园', 'X1', null, null, 200.00, 1, 200.00, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 4),
    ('actual', 'X', '2015-03-01', 8, 'awards', 'two_months', 'C8.W5', '滨江花园', null, null, null, 1000.00, null, 1000.00, '2015-03-01', 'S3-2013', null, null, '任务.xlsx', 'Sheet1', 10),
    ('actual', 'X', '2015-03-01', 9, 'awards', 'first_place', 'C8.W4', '滨江花园', null, null, null, 1000.00, null, 1000.00, '2015-03-01', 'S3-2013', null, null, '任务.xlsx', 'Sheet1', 10),
    ('actual', 'X', '2015-03-01', 10, 'lunch_duty', 'lunch_duty', 'C10', '滨江花园', null, null, 8, 15.00, null, 120.00, '2015-03-01', 'S3-2013', null, null, '午间值班.xlsx', 'Sheet1', 9),
    ('actual', 'Y', '2015-03-01', 11, 'base_pay', 'base_pay', 'C10', '滨江花园', null, null, null, null, null, 1600.00, '2015-03-01', 'S3-2013', null, null, '人员.xlsx', 'Sheet1', 3),
    ('actual', 'Y', '2015-03-01', 12, 'released_commission', 'release', 'C6', '滨江花园', 'Y1', 'half_received', null, 1959.60, null, 979.80, '2015-03-01', 'S3-2013', null, null, '收款.xlsx', 'Sheet1', 7),
    ('actual', 'Y', '2015-03-01', 13, 'deductions', 'unauthorised_compensation', 'C4', '滨江花园', 'Y2', null, null, null, null, -13000.00, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 7),
    ('actual', 'Y', '2015-03-01', 14, 'deductions', 'unauthorised_fine', 'C4', '滨江花园', 'Y2', null, 1, 500.00, null, -500.00, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 7),
    ('actual', 'Y', '2015-03-01', 15, 'deductions', 'late_fine', 'C13', '滨江花园', null, 'K1', 1, 10.00, null, -10.00, '2015-03-01', 'S3-2013', null, null, '扣罚.xlsx', 'Sheet1', 2),
    ('actual', 'Y', '2015-03-01', 16, 'deductions', 'complaint', 'C13', '滨江花园', null, 'K2', 1, 30.00, null, -30.00, '2015-03-01', 'S3-2013', null, null, '扣罚.xlsx', 'Sheet1', 3),
    ('actual', 'Z', '2015-03-01', 17, 'base_pay', 'base_pay', 'C10', '滨江花园', null, null, null, null, null, 1300.00, '2015-03-01', 'S3-2013', null, null, '人员.xlsx', 'Sheet1', 4),
    ('actual', 'Z', '2015-03-01', 18, 'released_commission', 'release', 'C6', '滨江花园', 'Z1', 'down_payment', null, 2851.20, null, 1425.60, '2015-03-01', 'S3-2013', null, null, '销售合同.xlsx', 'Sheet1', 9),
    ('actual', 'Z', '2015-03-01', 19, 'deductions', 'absence', 'C13', '滨江花园', null, 'K3', 1, 1300.00, null, -100.00, '2015-03-01', 'S3-2013', null, null, '扣罚.xlsx', 'Sheet1', 4),
    ('actual', 'M', '2015-03-01', 20, 'base_pay', 'base_pay', 'C10', '滨江花园', null, null, null, null, null, 2500.00, '2015-03-01', 'S3-2013', null, null, '人员.xlsx', 'Sheet1', 5),
    ('actual', 'M', '2015-03-01', 21, 'override', 'override', 'C9', '滨江花园', null, null, null, 12002.60, 0.15, 1800.39, '2015-03-01', 'S3-2013', null, null, '人员.xlsx', 'Sheet1', 5),
    ('actual', 'M', '2015-03-01', 22, 'site_bonus', 'site_bonus', 'C9', '滨江花园', null, null, null, null, null, -200.00, '2015-03-01', 'S3-2013', null, null, '任务.xlsx', 'Sheet1', 13);

insert into marts.fct_commission_lines values
    ('actual', '滨江花园', 'X-JAN', 'X', '2015-01-01', 'tier', 'earned', 'C2', 'S3-2013', 675000, 675000.00, 1, 675000.00, 0.0016, 1080.00, null, null, null, '销售合同.xlsx', 'Sheet1', 2),
    ('actual', '滨江花园', 'X1', 'X', '2015-03-01', 'tier', 'earned', 'C2', 'S3-2013', 1500000, 1470000.00, 1, 1470000.00, 0.0021, 3087.00, null, null, null, '销售合同.xlsx', 'Sheet1', 4),
    ('actual', '滨江花园', 'X1', 'X', '2015-03-01', 'discount', 'earned', 'C3', 'S3-2013', 1500000, 30000.00, 1, 30000.00, 0.08, 2400.00, null, null, null, '销售合同.xlsx', 'Sheet1', 4),
    ('actual', '滨江花园', 'X2', 'X', '2015-03-01', 'tier', 'earned', 'C2', 'S3-2013', 1584000, 1568000.00, 1, 1568000.00, 0.0021, 3292.80, null, null, null, '销售合同.xlsx', 'Sheet1', 5),
    ('actual', '滨江花园', 'X2', 'X', '2015-03-01', 'discount', 'earned', 'C3', 'S3-2013', 1584000, 16000.00, 1, 16000.00, 0.05, 800.00, null, null, null, '销售合同.xlsx', 'Sheet1', 5),
    ('actual', '滨江花园', 'Y1', 'X', '2015-03-01', 'tier', 'earned', 'C2', 'S3-2013', 1200000, 1176000.0, 0.5, 588000.00, 0.0021, 1234.80, null, null, null, '销售合同.xlsx', 'Sheet1', 6),
    ('actual', '滨江花园', 'Y1', 'X', '2015-03-01', 'discount', 'earned', 'C3', 'S3-2013', 1200000, 24000.0, 0.5, 12000.00, 0.08, 960.00, null, null, null, '销售合同.xlsx', 'Sheet1', 6),
    ('actual', '滨江花园', 'Y1', 'Y', '2015-03-01', 'tier', 'earned', 'C2', 'S3-2013', 1200000, 1176000.0, 0.5, 588000.00, 0.0017, 999.60, null, null, null, '销售合同.xlsx', 'Sheet1', 6),
    ('actual', '滨江花园', 'Y1', 'Y', '2015-03-01', 'discount', 'earned', 'C3', 'S3-2013', 1200000, 24000.0, 0.5, 12000.00, 0.08, 960.00, null, null, null, '销售合同.xlsx', 'Sheet1', 6),
    ('actual', '滨江花园', 'Y2', 'Y', '2015-03-01', 'tier', 'unauthorised', 'C2', 'S3-2013', 1261000, 1261000.00, 1, 1261000.00, 0.0017, 0.00, null, null, null, '销售合同.xlsx', 'Sheet1', 7),
    ('actual', '滨江花园', 'Z1', 'Z', '2015-03-01', 'tier', 'earned', 'C2', 'S3-2013', 900000, 882000.00, 1, 882000.00, 0.0016, 1411.20, null, null, null, '销售合同.xlsx', 'Sheet1', 9),
    ('actual', '滨江花园', 'Z1', 'Z', '2015-03-01', 'discount', 'earned', 'C3', 'S3-2013', 900000, 18000.00, 1, 18000.00, 0.08, 1440.00, null, null, null, '销售合同.xlsx', 'Sheet1', 9);

insert into marts.fct_commission_releases values
    ('actual', '滨江花园', 'X-JAN', 'X', 'X', '2015-01-01', '2015-01-15', '2015-04-20', 1, 1080.00, 'signed', '销售合同.xlsx', 'Sheet1', 2),
    ('actual', '滨江花园', 'X1', 'X', 'X', '2015-03-01', '2015-03-03', '2015-04-20', 1, 2743.50, 'down_payment', '销售合同.xlsx', 'Sheet1', 4),
    ('actual', '滨江花园', 'X2', 'X', 'X', '2015-03-01', '2015-03-12', '2015-04-20', 1, 4092.80, 'signed', '销售合同.xlsx', 'Sheet1', 5),
    ('actual', '滨江花园', 'X-JAN', 'X', 'X', '2015-03-01', '2015-03-20', '2015-04-20', null, -1080.00, 'cancelled', '销售合同.xlsx', 'Sheet1', 2),
    ('actual', '滨江花园', 'X1', 'X', 'X', '2015-03-01', '2015-03-25', '2015-04-20', 2, 2743.50, 'bank_contract', '销售合同.xlsx', 'Sheet1', 4),
    ('actual', '滨江花园', 'Z1', 'Z', 'Z', '2015-03-01', '2015-03-30', '2015-04-20', 1, 1425.60, 'down_payment', '销售合同.xlsx', 'Sheet1', 9),
    ('actual', '滨江花园', 'Y1', 'X', 'X', '2015-03-01', '2015-03-31', '2015-04-20', 1, 1097.40, 'half_received', '销售合同.xlsx', 'Sheet1', 7),
    ('actual', '滨江花园', 'Y1', 'Y', 'Y', '2015-03-01', '2015-03-31', '2015-04-20', 1, 979.80, 'half_received', '销售合同.xlsx', 'Sheet1', 7);

insert into marts.commission_positions values
    ('滨江花园', 'X-JAN', 'X', '2015-03-01', 1080.00, 0.00, 0.00, 0, 1080.00),
    ('滨江花园', 'X1', 'X', '2015-03-01', 5487.00, 5487.00, 0.00, 0, 0.00),
    ('滨江花园', 'X2', 'X', '2015-03-01', 4092.80, 4092.80, 0.00, 0, 0.00),
    ('滨江花园', 'Y1', 'X', '2015-03-01', 2194.80, 1097.40, 1097.40, 0, 0.00),
    ('滨江花园', 'Y1', 'Y', '2015-03-01', 1959.60, 979.80, 979.80, 0, 0.00),
    ('滨江花园', 'Z1', 'Z', '2015-03-01', 2851.20, 1425.60, 1425.60, 0, 0.00);

insert into marts.commission_held values
    ('滨江花园', 'Y1', 'X', 2, 1097.40, 'not_fully_received', '2015-03-01', '2015-03-31', '分期', 700000.00, 1200000.00, '销售合同.xlsx', 'Sheet1', 6),
    ('滨江花园', 'Y1', 'Y', 2, 979.80, 'not_fully_received', '2015-03-01', '2015-03-31', '分期', 700000.00, 1200000.00, '销售合同.xlsx', 'Sheet1', 6),
    ('滨江花园', 'Z1', 'Z', 2, 1425.60, 'bank_contract_missing', '2015-03-01', '2015-03-31', '按揭', 270000.00, 900000.00, '销售合同.xlsx', 'Sheet1', 6);

insert into marts.sales_attainment values
    ('滨江花园', 'X', '2015-03-01', 3684000.00, 3000000.00, 1.228000, 0.0021, 3, true, '任务.xlsx', 'Sheet1', 10),
    ('滨江花园', 'Y', '2015-03-01', 1861000.00, 3000000.00, 0.620333, 0.0017, 2, false, '任务.xlsx', 'Sheet1', 11),
    ('滨江花园', 'Z', '2015-03-01', 900000.00, 3000000.00, 0.300000, 0.0016, 1, false, '任务.xlsx', 'Sheet1', 12),
    ('滨江花园', 'all', '2015-03-01', 6445000.00, 9000000.00, 0.716111, 0.0017, 5, false, '任务.xlsx', 'Sheet1', 13);

insert into marts.commission_clauses values
    ('C1', '业绩归属', 'Crediting', '誰接待業績歸誰。', 'Whoever received the customer.'),
    ('C2', '提成档位', 'Tiers', '完成任務101%以上的(包括101%),按0.21%。', 'From 101 % on: 0.21 %.'),
    ('C3', '折扣提成', 'Discount commission', '按8%計算提成。', '8 % of the difference.'),
    ('C4', '越权打折', 'Unauthorised discount', '由責任人負責補償。', 'Made good by who did it.'),
    ('C5', '不重复计提', 'No double counting', '不得重復計提提成。', 'Never counted twice.'),
    ('C6', '发放', 'Release', '工資發放時間為次月20日。', 'Paid on the 20th of the next month.'),
    ('C7', '退房', 'Cancellation', '則提成取消。', 'The commission is cancelled.'),
    ('C8.W1', '首个开单奖', 'First deal', '每月第一個開單的獎勵現金200元。', '200 yuan.'),
    ('C8.W4', '第一名奖', 'First place', '業績在本項目為第一名另獎勵現金1000元。', '1,000 yuan.'),
    ('C8.W5', '连续两月奖', 'Two months', '連續2個月100%完成。', 'Two months in a row.'),
    ('C9', '销售经理', 'Manager', '置業顧問銷售提成的15%。', '15 % of the consultants''.'),
    ('C10', '底薪', 'Base pay', '底薪2300~2700元。', 'Base pay 2,300 to 2,700 yuan.'),
    ('C13', '行政扣罚', 'Deductions', '30分鐘內扣10元。', '10 yuan within 30 minutes.');

insert into marts.commission_readings values
    ('tier_mode', 'slab', true, 'C2', '按档还是分段计提？', 'Slab or marginal?', '整额按一档', 'The whole at one rate'),
    ('tier_mode', 'marginal', false, 'C2', '按档还是分段计提？', 'Slab or marginal?', '分段', 'In bands');

insert into marts.commission_plan_terms values
    ('S3-2013', 'mortgage_first_share', 0.5, 'rate', 'C6'),
    ('S3-2013', 'instalment_first_share', 0.5, 'rate', 'C6'),
    ('S3-2013', 'absence_fine', 50, 'yuan', 'C13'),
    ('S3-2013', 'site_bonus', 1000, 'yuan', 'C9'),
    ('S3-2013', 'site_bonus_step', 150, 'yuan', 'C9'),
    ('S3-2013', 'site_shortfall', 200, 'yuan', 'C9');

insert into marts.commission_tiers_in_force values
    ('S3-2013', 1.01, 0.0021, 'C2'),
    ('S3-2013', 0.80, 0.0018, 'C2'),
    ('S3-2013', 0.60, 0.0017, 'C2'),
    ('S3-2013', 0, 0.0016, 'C2');

insert into marts.sales_gate_findings values
    ('discount_unauthorised', 'warns', '滨江花园', 'Y2', 'Y', '2015-03-01', 13000.00, '1261000.00', '1274000.00', 'sales_contracts', '销售合同.xlsx', 'Sheet1', 7);
